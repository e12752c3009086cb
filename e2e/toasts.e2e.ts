import type { Page } from '@playwright/test'
import { addDevices } from './devices.ts'
import { signUp } from './people.ts'
import { expect, test } from './test.ts'

const aMinute = 60_000

/** Signs another device out, which a message tells of. */
async function toastOf(page: Page) {
  const ada = await signUp(page)
  await addDevices(page.request, ada, 'Firefox on Windows')
  await page.clock.install()
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()
  const toasts = page.getByRole('region', { name: 'Notifications' })
  await expect(toasts).toHaveAttribute('aria-live', 'polite')
  const toast = toasts.locator('[data-slot=toast]').filter({ hasText: 'Firefox on Windows is signed out.' })
  await expect(toast).toBeVisible()
  return { toasts, toast }
}

test('a message waits under the pointer, and goes 5 seconds after it', async ({ page }) => {
  const { toast } = await toastOf(page)

  await toast.hover()
  await page.clock.fastForward(aMinute)
  await expect(toast).toBeVisible()
  await page.mouse.move(5, 5)
  await page.clock.fastForward(5000)

  await expect(toast).toBeHidden()
})

test('F6 leads to a message, which waits while focus is on it, and back', async ({ page }) => {
  const { toasts, toast } = await toastOf(page)
  const heading = page.getByRole('heading', { name: 'Devices' })
  await expect(heading).toBeFocused()

  await page.keyboard.press('F6')
  await expect(toasts).toBeFocused()
  await page.clock.fastForward(aMinute)
  await expect(toast).toBeVisible()
  const dismiss = toasts.getByRole('button', { name: 'Dismiss' })
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(dismiss).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(toast).toBeHidden()
  await expect(heading).toBeFocused()
})
