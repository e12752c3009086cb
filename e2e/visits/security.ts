import { alterAnswer, refuseWith } from '../answers.ts'
import { addDevices } from '../devices.ts'
import { signUp } from '../people.ts'
import { expect } from '../test.ts'
import type { Visit } from './visit.ts'

/** The security page, in each of its states. */
export const visitSecurity: Visit = async function security(page, look) {
  const ada = await signUp(page)
  const { request } = page
  const devices = page.locator('#devices')
  const open = async () => {
    await page.goto('/settings/security')
    await expect(devices.getByText('This device', { exact: true })).toBeVisible()
    await expect(page.getByLabel('New password')).toBeVisible()
  }

  await open()
  await look('security-empty')

  await addDevices(request, ada, 'Firefox on Windows', 'Safari on iOS', 'Chrome on Android')
  await open()
  await look('security')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await look('security-errors')
  await page.getByRole('button', { name: /^Sign out all other devices/ }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look('security-all-out')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Not you\? Firefox/ }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look('security-not-you')
  await page.getByRole('button', { name: 'Sign out and change your password' }).click()
  await expect(page.getByText('Now change your password')).toBeVisible()
  await look('security-after-not-you')

  await page.route(/\/trpc\/[^?]*sessions\.list/, (route) => route.abort())
  await page.goto('/settings/security')
  await expect(devices.getByRole('alert')).toBeVisible()
  await look('security-failed')
  await page.unroute(/\/trpc\/[^?]*sessions\.list/)

  const never = (url: URL) => /sessions\.list/.test(url.pathname)
  await page.route(never, () => {})
  await page.goto('/settings/security')
  await devices.locator('[aria-busy]').evaluate(async (shape) => {
    await Promise.all(shape.getAnimations().map((animation) => animation.finished))
  })
  await look('security-loading')
  await page.unroute(never)

  await alterAnswer(page, 'users.me', (me) => ({ ...me, has_google: true }))
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Unlink Google' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look('security-google-unlink')

  await alterAnswer(page, 'users.me', (me) => ({ ...me, has_google: true, has_password: false }))
  await refuseWith(page, 'users.change_password', 403, 'reauthentication_required')
  await page.goto('/settings/security')
  await page.getByLabel('New password').fill('nine calm herons')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('button', { name: 'Sign in again' })).toBeVisible()
  await look('security-google-only')
}
