import { expect } from '@playwright/test'
import { signUp } from '../people.ts'
import type { Visit } from './visit.ts'

/** The record: as it comes, with an entry open, with nothing to show, and not readable. */
export const visitActivity: Visit = async function activity(page, look) {
  await signUp(page)
  await page.goto('/settings/activity')
  await page.locator('summary').first().click()
  await expect(page.getByRole('button', { name: 'Copy request id' })).toBeVisible()
  await look('activity')
  await page.goto('/settings/activity?show=api-keys')
  await expect(page.getByText('Nothing of this kind')).toBeVisible()
  await look('activity-empty')
  await page.goto('/settings/activity?cursor=x')
  await expect(page.getByText('No entries at this address')).toBeVisible()
  await look('activity-nowhere')
  await page.route('**/trpc/*users.events*', (route) => route.abort())
  await page.goto('/settings/activity')
  await expect(page.getByRole('alert')).toBeVisible()
  await look('activity-failed')
}
