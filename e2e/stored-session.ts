import type { Page } from '@playwright/test'

/** Changes what the browser keeps of its session, as time or bad luck would. */
export function alterStored(page: Page, changes: Record<string, unknown>) {
  return page.evaluate((changes) => {
    const stored: object = JSON.parse(localStorage.getItem('runsite.session') ?? '{}')
    localStorage.setItem('runsite.session', JSON.stringify({ ...stored, ...changes }))
  }, changes)
}
