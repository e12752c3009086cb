import type { Page } from '@playwright/test'
import { sendSignIn, signOut, signUp, signUpByForm } from './people.ts'
import { expect, test } from './test.ts'

/** Adds up the scripts that a page loads, in kB as they are sent. */
function countScripts(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script' && response.ok()) {
      sizes.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      )
    }
  })
  return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0) / 1000
}

test('signing in works after at most 125 kB of script', async ({ page }) => {
  const kilobytes = countScripts(page)

  await page.goto('/login')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await page.waitForLoadState('networkidle')

  expect(await kilobytes()).toBeLessThanOrEqual(125)
})

test('the password meter comes when it is needed, in at most 40 kB', async ({ page }) => {
  await page.goto('/register')
  await expect(page.getByRole('meter')).toBeVisible()
  await page.waitForLoadState('networkidle')
  const kilobytes = countScripts(page)

  await page.getByLabel('Password', { exact: true }).fill('password!')
  await expect(page.getByRole('meter')).toHaveText('Guessable')

  expect(await kilobytes()).toBeGreaterThan(0)
  expect(await kilobytes()).toBeLessThanOrEqual(40)
})

test('the first page of the account takes at most 250 kB of script', async ({ page }) => {
  const ada = await signUp(page)
  await signOut(page)
  const kilobytes = countScripts(page)

  await page.goto('/login')
  await sendSignIn(page, ada.email, ada.password)
  await expect(page.getByLabel('Name')).toBeVisible()

  expect(await kilobytes()).toBeLessThanOrEqual(250)
})

test('nothing is asked of another origin', async ({ page, baseURL }) => {
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(baseURL ?? '') && !/^(data|blob):/.test(request.url()))
      elsewhere.push(request.url())
  })

  await page.goto('/login')
  await signUpByForm(page)

  expect(elsewhere).toEqual([])
})
