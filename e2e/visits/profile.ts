import { expect } from '@playwright/test'
import { signUp } from '../people.ts'
import type { Visit } from './visit.ts'

/** The profile of somebody who has just come. */
export const visitProfile: Visit = async function profile(page, look) {
  await signUp(page)
  await expect(page.getByLabel('Name')).toBeVisible()
  await look('profile')
  await page.getByRole('button', { name: 'Account menu' }).click()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  await look('account-menu')
}
