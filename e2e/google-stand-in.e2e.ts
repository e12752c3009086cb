import { violations } from './axe.ts'
import type { Page } from '@playwright/test'
import { looks } from './looks.ts'
import { expect, test } from './test.ts'

/** Leaves the web app for the stand-in, as pressing “Continue with Google” does. */
async function goToStandIn(page: Page): Promise<void> {
  await page.goto('/login')
  const leaving = page.waitForURL('**/choose/*')
  await page.evaluate(async () => {
    const answer = await fetch('/api/auth/google/url')
    window.location.href = ((await answer.json()) as { url: string }).url
  })
  await leaving
  await expect(page.getByRole('heading', { name: 'Choose who you are' })).toBeVisible()
}

const cookieNames = async (page: Page) => (await page.context().cookies()).map(({ name }) => name)

test('axe finds nothing on the stand-in’s pages, in light and dark, on a phone and in a wide window', async ({
  page,
}) => {
  await goToStandIn(page)

  for (const path of ['', '/', '/choose/x']) {
    if (path) await page.goto(new URL(path, page.url()).href)
    await expect(page.getByText('This is not Google')).toBeVisible()
    for (const { colorScheme, width, name } of looks) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      expect(await violations(page), `${path} ${name}`).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  }
})

test('someone chosen is signed in, and the next time one is asked again', async ({ page, baseURL }) => {
  await goToStandIn(page)
  await page.getByRole('button', { name: 'grace@example.com' }).click()
  await page.waitForURL(`${baseURL}/**`)
  const me = await page.evaluate(() => fetch('/api/users/me').then((answer) => answer.json()))

  expect(me).toMatchObject({ email: 'grace@example.com', email_verified: true, has_google: true })
  expect(await cookieNames(page)).toContain('refresh_token')
  await page.context().clearCookies({ name: /token/ })
  await goToStandIn(page)
})

test('someone typed in goes on by the keyboard', async ({ page, baseURL }) => {
  await goToStandIn(page)
  await page.getByLabel('Address', { exact: true }).fill('no address')
  await page.getByLabel('Name, or nothing').fill('Zoë')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Type an address')
  await expect(page.getByLabel('Name, or nothing')).toHaveValue('Zoë')
  await page.getByLabel('Address', { exact: true }).fill('zoë@example.com')
  await page.getByLabel('The address is verified').uncheck()

  await page.keyboard.press('Enter')

  await page.waitForURL(`${baseURL}/login?error=google_unverified`)
})

test('who cancels is back at the login, and not signed in', async ({ page, baseURL }) => {
  await goToStandIn(page)

  await page.getByRole('button', { name: 'Cancel' }).click()

  await page.waitForURL(`${baseURL}/login?error=google_denied`)
  expect(await cookieNames(page)).not.toContain('access_token')
})
