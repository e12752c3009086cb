import { expect, type Page } from '@playwright/test'
import { twoHalves } from '../picture-files.ts'

/** Walks somebody who has just signed up through the states of the profile page, with a stop at each. */
export async function tourProfile(page: Page, stop: (title: string) => Promise<unknown>) {
  const upload = async (buffer: Buffer) => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Upload' }).click()
    await (await chooser).setFiles({ name: 'ada', mimeType: '', buffer })
  }
  const crop = page.getByRole('dialog', { name: 'Crop your picture' })

  await page.route('**/trpc/users.me**', () => {}, { times: 1 })
  await page.reload()
  await expect(page.locator('[aria-busy=true]')).toHaveCSS('opacity', '1')
  await stop('profile-loading')
  await page.route('**/trpc/users.me**', (route) => route.abort())
  await page.reload()
  await expect(page.getByRole('alert')).toBeVisible({ timeout: 15_000 })
  await stop('profile-error')
  await page.unroute('**/trpc/users.me**')
  await page.reload()

  await upload(Buffer.from('<svg></svg>'))
  await expect(page.getByRole('alert')).toBeVisible()
  await stop('profile-unusable-file')
  await upload(await twoHalves().png().toBuffer())
  await expect(crop.getByRole('application')).toBeFocused()
  await stop('profile-crop')
  await page.route('**/api/users/me/avatar', (route) => route.abort(), { times: 1 })
  await crop.getByRole('button', { name: 'Save picture' }).click()
  await expect(crop.getByRole('alert')).toBeVisible()
  await stop('profile-crop-failed')
  await page.route('**/api/users/me/avatar', () => {}, { times: 1 })
  await crop.getByRole('button', { name: 'Try again' }).click()
  await expect(crop.getByRole('progressbar')).toBeVisible()
  await stop('profile-uploading')
  await page.keyboard.press('Escape')
  await crop.getByRole('button', { name: 'Save picture' }).click()
  await expect(page.getByRole('button', { name: 'Remove' })).toBeVisible()

  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('navigation').getByRole('link', { name: 'Security' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await stop('profile-leaving')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  await page.getByRole('button', { name: 'Delete account…' }).click()
  await expect(page.getByText(/This device is signed out/)).toBeVisible()
  await stop('profile-deletion')
  await page.getByRole('button', { name: 'Delete account', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await stop('profile-deletion-errors')
  await page.getByRole('button', { name: 'Delete account…' }).click()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Picture removed.')).toBeVisible()
  await stop('profile-removed')
}
