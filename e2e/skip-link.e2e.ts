import type { Page } from '@playwright/test'
import { signUp } from './people.ts'
import { expect, test } from './test.ts'

async function expectSkipLink(page: Page, path: string) {
  await page.goto(path)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  const skip = page.getByRole('link', { name: 'Skip to content' })
  expect((await skip.boundingBox())?.height, path).toBe(1)

  await page.keyboard.press('Tab')
  await expect(skip).toBeFocused()
  await expect.poll(async () => (await skip.boundingBox())?.height, path).toBeGreaterThanOrEqual(44)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')

  await expect(page.locator('main').locator(':focus'), path).toBeVisible()
}

test('the first Tab on every page before signing in shows the way to its content', async ({ page }) => {
  for (const path of [
    '/login',
    '/register',
    '/forgot-password',
    '/reset-password',
    '/verify-email',
    '/nowhere',
  ]) {
    await expectSkipLink(page, path)
  }
})

test('the first Tab on every page of the account shows the way past the navigation', async ({ page }) => {
  await signUp(page)

  for (const place of ['profile', 'security', 'api-keys', 'activity']) {
    await expectSkipLink(page, `/settings/${place}`)
  }
})
