import { expect, type Page } from '@playwright/test'

/** The part of the profile that ends the account. */
export const section = (page: Page) => page.getByRole('region', { name: 'Delete account' })

/** Where the address is typed to confirm. */
export const address = (page: Page) => section(page).getByLabel('Your email address')

/** Where the password is typed. */
export const password = (page: Page) => section(page).getByLabel('Your password', { exact: true })

/** The button that deletes. */
export const send = (page: Page) => section(page).getByRole('button', { name: 'Delete account', exact: true })

/** Opens the form. */
export async function open(page: Page) {
  await section(page).getByRole('button', { name: 'Delete account…' }).click()
  await expect(address(page)).toBeVisible()
}
