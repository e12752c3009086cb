import { expect, type Page } from '@playwright/test'
import { mailedLink } from './mails.ts'

/** Fills the form that changes a password and sends it. */
export async function changePassword(page: Page, current: string, next: string) {
  await page.getByLabel('Current password').fill(current)
  await page.getByLabel('New password').fill(next)
  await page.getByRole('button', { name: 'Change password' }).click()
}

/** Asks for a reset link from the sign-in page, and reads it from the mail. */
export async function askForResetLink(page: Page, email: string): Promise<string> {
  await page.goto('/login')
  await page.getByLabel('Email').fill(email)
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await page.getByRole('button', { name: 'Send link' }).click()
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeFocused()
  return mailedLink(email, 'reset-password')
}

/** Sets a password on the page that a reset link leads to. */
export async function setPassword(page: Page, password: string) {
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set new password' }).click()
}
