import { refuseWith } from './answers.ts'
import { addDevices, deviceRows, signInElsewhere } from './devices.ts'
import { signUpWithGoogle } from './google-people.ts'
import { changePassword } from './passwords.ts'
import { sendSignIn, signOut, signUp } from './people.ts'
import { expect, test } from './test.ts'

const other = 'nine calm herons'

test('the password is changed: this device stays, the others are out at their next call', async ({
  page,
  browser,
}) => {
  const ada = await signUp(page)
  const phone = await signInElsewhere(browser, ada, 'Safari on iOS')
  await page.goto('/settings/security#password')
  await expect(page.getByText('Changing it signs out every other device. This one stays')).toBeVisible()
  await expect(deviceRows(page)).toHaveCount(2)

  await changePassword(page, ada.password, other)

  await expect(page.getByText('Your password was changed. Every other device was signed out.')).toBeVisible()
  await expect(page.getByLabel('Current password')).toHaveValue('')
  await expect(page.getByText("You're signed in on this device only.")).toBeVisible()
  await phone.getByRole('link', { name: 'Security' }).click()
  await expect(phone.getByRole('heading', { name: 'Your session ended' })).toBeVisible()
  await expect(phone.getByText('This session was signed out from another device.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Security' })).toBeVisible()
  await signOut(page)
  await sendSignIn(page, ada.email, ada.password)
  await expect(page.getByRole('alert')).toHaveText('Wrong email or password.')
  await sendSignIn(page, ada.email, other)
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
})

test('the password is refused beside its field: a wrong one, a common one', async ({ page }) => {
  const ada = await signUp(page)
  await page.goto('/settings/security')

  await changePassword(page, 'not this one', other)

  const current = page.getByLabel('Current password')
  await expect(current).toHaveAccessibleDescription("That isn't your current password.")
  await expect(current).toBeFocused()
  await expect(page.getByLabel('New password')).toHaveValue(other)

  await changePassword(page, ada.password, 'password1')

  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/one of the most common ones/)
  await expect(page.getByLabel('New password')).toBeFocused()
  await expect(current).toHaveValue(ada.password)
})

test('the password says what is missing, and how long to wait', async ({ page }) => {
  await signUp(page)
  await page.goto('/settings/security')
  await changePassword(page, '', 'short')
  await expect(page.getByRole('alert')).toContainText('2 things need another look')
  await expect(page.getByLabel('Current password')).toBeFocused()
  await refuseWith(page, 'users.change_password', 429, 'rate_limited', { 'retry-after': '42' })

  await changePassword(page, 'guess', other)

  await expect(page.getByRole('alert')).toContainText(/Too many attempts\..*Try again in 0:4\d\./)
})

test('the password is told to password managers with the address it belongs to', async ({ page }) => {
  const ada = await signUp(page)
  await page.goto('/settings/security')

  await expect(page.getByLabel('Current password')).toHaveAttribute('autocomplete', 'current-password')
  await expect(page.getByLabel('New password')).toHaveAttribute('autocomplete', 'new-password')
  await expect(page.locator('#password input[autocomplete=username]')).toHaveValue(ada.email)
})

test('the password is set where there is none yet, and then Google can be unlinked', async ({ page }) => {
  const ada = await signUpWithGoogle(page)
  await page.goto('/settings/security#google')
  await expect(page.getByText("It's your only way to sign in.")).toBeVisible()
  await expect(page.getByRole('button', { name: 'Unlink Google' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Set a password' }).click()
  await expect(page.getByRole('heading', { name: 'Set a password' })).toBeInViewport()
  await expect(page.getByLabel('Current password')).toHaveCount(0)

  await page.getByLabel('New password').fill(other)
  await page.keyboard.press('Enter')

  await expect(page.getByText('Your password is set.')).toBeVisible()
  await expect(page.getByLabel('Current password')).toBeVisible()
  await page.getByRole('button', { name: 'Unlink Google' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink Google' }).click()
  await expect(page.getByText('Google is unlinked.')).toBeVisible()
  await signOut(page)
  await sendSignIn(page, ada.email, other)
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
})

test('the password asks for a new sign-in before the first one, where the last is too old', async ({
  page,
}) => {
  await signUpWithGoogle(page)
  await refuseWith(page, 'users.change_password', 403, 'reauthentication_required')
  await page.goto('/settings/security#password')

  await page.getByLabel('New password').fill(other)
  await page.keyboard.press('Enter')

  await expect(page.getByRole('alert')).toContainText('Sign in again within 10 minutes')
  await expect(page.getByLabel('New password')).toHaveValue(other)
})

test('the keyboard alone signs a device out and changes the password', async ({ page, request }) => {
  const ada = await signUp(page)
  await addDevices(request, ada, 'Safari on iOS')
  await page.goto('/settings/security')
  await expect(deviceRows(page)).toHaveCount(2)
  await page.getByRole('heading', { name: 'Security' }).focus()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Current password')).toBeFocused()
  await page.keyboard.type(ada.password)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.type(other)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Your password was changed.')).toBeVisible()

  await addDevices(request, { ...ada, password: other }, 'Safari on iOS')
  await page.reload()
  await page.getByRole('button', { name: 'Sign out all other devices (1)' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeFocused()
  await expect(page.getByText("You're signed in on this device only.")).toBeVisible()
})

for (const anchor of ['password', 'devices']) {
  test(`the address can point at #${anchor}`, async ({ page, request }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Safari on iOS', 'Firefox on Windows')
    await page.setViewportSize({ width: 1280, height: 500 })

    await page.goto(`/settings/security#${anchor}`)

    await expect(page.locator(`#${anchor} h2`)).toBeInViewport()
  })
}
