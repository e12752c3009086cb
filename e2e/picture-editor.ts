import { expect, type Page } from '@playwright/test'

/** The dialog that cuts a picture to shape. */
export const crop = (page: Page) => page.getByRole('dialog', { name: 'Crop your picture' })

/** The button that keeps what was cut. */
export const savePicture = (page: Page) => crop(page).getByRole('button', { name: 'Save picture' })

/** The picture beside the account's menu. */
export const menuPicture = (page: Page) => page.getByRole('button', { name: 'Account menu' }).locator('img')

/** The picture on the profile. */
export const ownPicture = (page: Page) => page.getByRole('button', { name: 'Change picture' }).locator('img')

/** Chooses a file as one's picture. */
export async function choosePicture(page: Page, buffer: Buffer, name = 'ada.png') {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Upload' }).click()
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer })
}

/** Waits until there is a picture to move. */
export async function cropReady(page: Page) {
  await expect(crop(page).getByRole('application')).toBeFocused()
}
