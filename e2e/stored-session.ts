import type { Page } from '@playwright/test'

/** Changes what the browser keeps of its session, as time or bad luck would. */
export function alterStored(page: Page, changes: Record<string, unknown>) {
  return page.evaluate((changes) => {
    const stored: object = JSON.parse(localStorage.getItem('runsite.session') ?? '{}')
    localStorage.setItem('runsite.session', JSON.stringify({ ...stored, ...changes }))
  }, changes)
}

/** What the browser keeps of its session, null where there is none. */
export function storedSession(page: Page) {
  return page.evaluate(() => JSON.parse(localStorage.getItem('runsite.session') ?? 'null'))
}
