import { type APIResponse, expect, type Page } from '@playwright/test'

/** Changes what the browser keeps of its session, as time or bad luck would. */
export function alterStored(page: Page, changes: Record<string, unknown>) {
  return page.evaluate((changes) => {
    const stored: object = JSON.parse(localStorage.getItem('runsite.session') ?? '{}')
    localStorage.setItem('runsite.session', JSON.stringify({ ...stored, ...changes }))
  }, changes)
}

/** Keeps the session that a call past the app was answered with, as the app keeps its own. */
export async function storeSession(page: Page, answer: APIResponse) {
  expect(answer.ok()).toBe(true)
  const { id: user_id, access_token, refresh_token, expires_in } = await answer.json()
  const stored = { user_id, access_token, refresh_token, received_at: Date.now(), expires_in }
  await page.evaluate((session) => localStorage.setItem('runsite.session', JSON.stringify(session)), stored)
}

/** What the browser keeps of its session, null where there is none. */
export function storedSession(page: Page) {
  return page.evaluate(() => JSON.parse(localStorage.getItem('runsite.session') ?? 'null'))
}
