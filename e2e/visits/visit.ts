import type { Page } from '@playwright/test'

/**
 * Goes to a page and through the states that people meet there, each of which is then looked at: by axe, and in
 * pictures.
 */
export type Visit = (page: Page, look: (title: string) => Promise<unknown>) => Promise<void>
