import { expect } from '@playwright/test'
import { signUp } from '../people.ts'
import { choosePicture, crop, cropReady, savePicture } from '../picture-editor.ts'
import { twoHalves } from '../picture-files.ts'
import type { Visit } from './visit.ts'

/** The profile of somebody who has just come, with every state of the picture, the name and the deletion. */
export const visitProfile: Visit = async function profile(page, look) {
  await signUp(page)
  await page.getByRole('button', { name: 'Account menu' }).click()
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible()
  await look('account-menu')
  await page.keyboard.press('Escape')

  await page.route('**/trpc/*users.me*', () => {}, { times: 1 })
  await page.reload()
  await expect(page.locator('[aria-busy=true]')).toHaveCSS('opacity', '1')
  await look('profile-loading')
  await page.unroute('**/trpc/*users.me*')
  await page.reload()

  await choosePicture(page, Buffer.from('<svg></svg>'))
  await expect(page.getByRole('alert')).toBeVisible()
  await look('profile-unusable-file')
  await choosePicture(page, await twoHalves().png().toBuffer())
  await cropReady(page)
  await look('profile-crop')
  await page.route('**/api/users/me/avatar', (route) => route.abort(), { times: 1 })
  await savePicture(page).click()
  await expect(crop(page).getByRole('alert')).toBeVisible()
  await look('profile-crop-failed')
  await page.route('**/api/users/me/avatar', () => {}, { times: 1 })
  await crop(page).getByRole('button', { name: 'Try again' }).click()
  await expect(crop(page).getByRole('progressbar')).toBeVisible()
  await look('profile-uploading')
  await page.keyboard.press('Escape')
  await savePicture(page).click()
  await expect(page.getByRole('button', { name: 'Remove' })).toBeVisible()

  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('navigation').getByRole('link', { name: 'Security' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look('profile-leaving')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.getByRole('button', { name: 'Delete account…' }).click()
  await expect(page.getByText(/This device is signed out/)).toBeVisible()
  await look('profile-deletion')
  await page.getByRole('button', { name: 'Delete account', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await look('profile-deletion-errors')
  await page.getByRole('button', { name: 'Delete account…' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Picture removed.')).toBeVisible()
  await look('profile-removed')
}
