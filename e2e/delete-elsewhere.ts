import { expect, type Page } from '@playwright/test'

/** Deletes what is at this path past the page, which then reads its list anew as on coming back to its tab. */
export async function deleteElsewhere(page: Page, path: string) {
  expect((await page.request.delete(path)).status()).toBe(204)
  await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')))
}
