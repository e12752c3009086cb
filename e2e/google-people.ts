import { expect, type Page } from '@playwright/test'
import { somebody } from './people.ts'
import { storeSession } from './stored-session.ts'

type Person = Pick<ReturnType<typeof somebody>, 'email' | 'name'>

/** At the stand-in for Google: goes on as somebody with a verified address. */
export async function continueAtGoogle(page: Page, person: Person) {
  await page.getByLabel('Address', { exact: true }).fill(person.email)
  await page.getByLabel('Name').fill(person.name)
  await page.getByRole('button', { name: 'Continue as this person' }).click()
}

/** Opens an account with Google and no password, and arrives at the profile. */
export async function signUpWithGoogle(page: Page, person: Person = somebody()) {
  await page.goto('/login')
  const { url } = await page.evaluate(async () => (await fetch('/api/auth/google/url')).json())
  await page.goto(url)
  await continueAtGoogle(page, person)
  await page.waitForURL(/\/(?:login|settings)/)
  await storeSession(page, await page.request.post('/api/auth/refresh'))
  await page.goto('/settings/profile')
  await expect(page.getByLabel('Your account').getByText(person.email)).toBeVisible()
  return person
}

/** Lets the page say that its server has no Google sign-in. */
export async function withoutGoogle(page: Page) {
  await page.route(/\/settings\/security/, async (route) => {
    const response = await route.fetch()
    const html = await response.text()
    await route.fulfill({
      response,
      body: html.replace(/(name="sign-in-methods" content=")[^"]*/, '$1password'),
    })
  })
}
