import type { Page } from '@playwright/test'
import { alterAnswer, refuseWith } from './answers.ts'
import { addDevices, signInElsewhere } from './devices.ts'
import { continueAtGoogle, signUpWithGoogle, withoutGoogle } from './google-people.ts'
import { sendSignIn, signOut, signUp, somebody } from './people.ts'
import { expect, test } from './test.ts'

const other = 'nine calm herons'

async function fillPasswords(page: Page, current: string, next: string) {
  await page.getByLabel('Current password').fill(current)
  await page.getByLabel('New password').fill(next)
  await page.getByRole('button', { name: 'Change password' }).click()
}

const devices = (page: Page) => page.locator('#devices').getByRole('listitem')

test.describe('the password', () => {
  test('is changed: this device stays, the others are out at their next call', async ({ page, browser }) => {
    const ada = await signUp(page)
    const phone = await signInElsewhere(browser, ada, 'Safari on iOS')
    await page.goto('/settings/security#password')
    await expect(page.getByText('Changing it signs out every other device. This one stays')).toBeVisible()
    await expect(devices(page)).toHaveCount(2)

    await fillPasswords(page, ada.password, other)

    await expect(
      page.getByText('Your password was changed. Every other device was signed out.'),
    ).toBeVisible()
    await expect(page.getByLabel('Current password')).toHaveValue('')
    await expect(page.getByText("You're signed in on this device only.")).toBeVisible()
    await phone.getByRole('link', { name: 'Security' }).click()
    await expect(phone).toHaveURL(/\/login\?/)
    await expect(phone.getByText('This session was signed out from another device.')).toBeVisible()
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Security' })).toBeVisible()
    await signOut(page)
    await sendSignIn(page, ada.email, ada.password)
    await expect(page.getByRole('alert')).toHaveText('Wrong email or password.')
    await sendSignIn(page, ada.email, other)
    await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
  })

  test('is refused beside its field: a wrong one, a common one', async ({ page }) => {
    const ada = await signUp(page)
    await page.goto('/settings/security')

    await fillPasswords(page, 'not this one', other)

    const current = page.getByLabel('Current password')
    await expect(current).toHaveAccessibleDescription("That isn't your current password.")
    await expect(current).toBeFocused()
    await expect(page.getByLabel('New password')).toHaveValue(other)

    await fillPasswords(page, ada.password, 'password1')

    await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/one of the most common ones/)
    await expect(page.getByLabel('New password')).toBeFocused()
    await expect(current).toHaveValue(ada.password)
  })

  test('says what is missing, and how long to wait', async ({ page }) => {
    await signUp(page)
    await page.goto('/settings/security')
    await fillPasswords(page, '', 'short')
    await expect(page.getByRole('alert')).toContainText('2 things need another look')
    await expect(page.getByLabel('Current password')).toBeFocused()
    await refuseWith(page, 'users.change_password', 429, 'rate_limited', { 'retry-after': '42' })

    await fillPasswords(page, 'guess', other)

    await expect(page.getByRole('alert')).toContainText(/Too many attempts\..*Try again in 0:4\d\./)
  })

  test('is told to password managers with the address it belongs to', async ({ page }) => {
    const ada = await signUp(page)
    await page.goto('/settings/security')

    await expect(page.getByLabel('Current password')).toHaveAttribute('autocomplete', 'current-password')
    await expect(page.getByLabel('New password')).toHaveAttribute('autocomplete', 'new-password')
    await expect(page.locator('#password input[autocomplete=username]')).toHaveValue(ada.email)
  })

  test('is set where there is none yet, and then Google can be unlinked', async ({ page }) => {
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

  test('asks for a new sign-in before the first one, where the last is too old', async ({ page }) => {
    await signUpWithGoogle(page)
    await refuseWith(page, 'users.change_password', 403, 'reauthentication_required')
    await page.goto('/settings/security#password')

    await page.getByLabel('New password').fill(other)
    await page.keyboard.press('Enter')

    await expect(page.getByRole('alert')).toContainText('Sign in again within 10 minutes')
    await expect(page.getByLabel('New password')).toHaveValue(other)
  })
})

test.describe('devices', () => {
  test('this one comes first and can only sign out', async ({ page, request }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Firefox on Windows', 'Safari on iOS')

    await page.goto('/settings/security#devices')

    await expect(devices(page)).toHaveCount(3)
    const here = devices(page).first()
    await expect(here).toContainText('This device')
    await expect(here.getByRole('button')).toHaveText(['Sign out'])
    await expect(devices(page).nth(1)).toContainText(/Safari on iOS.*Last active.*Signed in \d+ \w+/)
    await expect(devices(page).nth(2)).toContainText('Firefox on Windows')
    await here.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('You signed out.')).toBeVisible()
  })

  test('what is not known of one is left out', async ({ page, request }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Firefox on Windows')
    await alterAnswer(page, 'sessions.list', ({ sessions, total }) => ({
      sessions: sessions.map((device: { current: boolean }) =>
        device.current ? device : { ...device, ip: null, user_agent: null },
      ),
      total,
    }))

    await page.goto('/settings/security')

    await expect(devices(page).nth(1)).toContainText(/^Unknown device\s*Last active [^·]*Signed in/)
  })

  test('one is signed out at once, and is out at its next call', async ({ page, browser }) => {
    const ada = await signUp(page)
    const laptop = await signInElsewhere(browser, ada, 'Firefox on Windows')
    await page.goto('/settings/security')

    await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()

    await expect(page.getByText('Firefox on Windows is signed out.')).toBeVisible()
    await expect(devices(page)).toHaveText([/This device/, "You're signed in on this device only."])
    await expect(page.getByRole('heading', { name: 'Devices' })).toBeFocused()
    await laptop.getByRole('link', { name: 'Security' }).click()
    await expect(laptop).toHaveURL(/\/login\?/)
    await expect(laptop.getByText('This session was signed out from another device.')).toBeVisible()
  })

  test('offline, one that cannot be signed out comes back with a word', async ({
    page,
    context,
    request,
  }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Firefox on Windows')
    await page.goto('/settings/security')
    await expect(devices(page)).toHaveCount(2)
    await context.setOffline(true)

    await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()

    await expect(page.getByRole('alert')).toContainText(
      "Firefox on Windows is still signed in. Can't reach the server.",
    )
    await expect(devices(page)).toHaveCount(2)
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()
    await expect(page.getByText('Firefox on Windows is signed out.')).toBeVisible()
    await expect(page.getByRole('alert')).toHaveCount(0)
  })

  test('several are signed out at once by hand, and a slow answer brings none back', async ({
    page,
    request,
  }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Firefox on Windows', 'Safari on iOS')
    await page.goto('/settings/security')
    await page.route('**/trpc/sessions.revoke?*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 500))
      await route.continue()
    })

    await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()
    await page.getByRole('button', { name: 'Sign out Safari on iOS' }).click()
    await expect(devices(page)).toHaveText([/This device/, "You're signed in on this device only."])

    await expect(page.getByText('Firefox on Windows is signed out.')).toBeVisible()
    await expect(page.getByText('Safari on iOS is signed out.')).toBeVisible()
    await page.reload()
    await expect(devices(page)).toHaveText([/This device/, "You're signed in on this device only."])
  })

  test('all others are signed out after a question', async ({ page, browser, request }) => {
    const ada = await signUp(page)
    const laptop = await signInElsewhere(browser, ada, 'Firefox on Windows')
    await addDevices(request, ada, 'Safari on iOS', 'Chrome on Android')
    await page.goto('/settings/security')
    const all = page.getByRole('button', { name: 'Sign out all other devices (3)' })
    await all.click()
    const question = page.getByRole('alertdialog', { name: 'Sign out 3 other devices?' })
    await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await expect(question).toContainText('This device stays signed in.')
    await page.keyboard.press('Escape')
    await expect(all).toBeFocused()
    await expect(devices(page)).toHaveCount(4)

    await all.click()
    await question.getByRole('button', { name: 'Sign out 3 other devices' }).click()

    await expect(page.getByText('Every other device is signed out.')).toBeVisible()
    await expect(devices(page)).toHaveText([/This device/, "You're signed in on this device only."])
    await expect(page.getByRole('heading', { name: 'Devices' })).toBeFocused()
    await laptop.getByRole('link', { name: 'Security' }).click()
    await expect(laptop).toHaveURL(/\/login\?/)
  })

  test('a failure to sign out all others is said in the question', async ({ page, request }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Safari on iOS')
    await page.goto('/settings/security')
    await refuseWith(page, 'sessions.revoke_others', 503, 'unavailable')
    await page.getByRole('button', { name: 'Sign out all other devices (1)' }).click()

    await page.getByRole('button', { name: 'Sign out the other device' }).click()

    await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText('Nothing was changed.')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect(devices(page)).toHaveCount(2)
  })

  test('one that is not yours is signed out, and leads on to a new password', async ({ page, request }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Firefox on Windows')
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Not you? Firefox on Windows' }).click()
    const question = page.getByRole('alertdialog', { name: "Don't recognise this device?" })
    await expect(question).toContainText('Firefox on Windows')

    await question.getByRole('button', { name: 'Sign out and change your password' }).click()

    await expect(question).toBeHidden()
    await expect(page.getByLabel('Current password')).toBeFocused()
    await expect(page.getByLabel('Current password')).toBeInViewport()
    await expect(page.getByText('Firefox on Windows is signed out. Now change your password')).toBeVisible()
    await page.keyboard.type(ada.password)
    await page.getByLabel('New password').fill(other)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Your password was changed.')).toBeVisible()
    await expect(page.getByText('Now change your password')).toHaveCount(0)
    await expect(devices(page)).toHaveText([/This device/, "You're signed in on this device only."])
  })

  test('one that is not yours and could not be signed out stays, and so does the question', async ({
    page,
    request,
  }) => {
    const ada = await signUp(page)
    await addDevices(request, ada, 'Firefox on Windows')
    await page.goto('/settings/security')
    await page.route('**/trpc/sessions.revoke?*', (route) => route.abort())
    const opener = page.getByRole('button', { name: 'Not you? Firefox on Windows' })
    await opener.click()

    await page.getByRole('button', { name: 'Sign out and change your password' }).click()

    await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText("Can't reach the server.")
    await page.keyboard.press('Escape')
    await expect(opener).toBeFocused()
  })

  test('a list that fails says so beside a page that works, and can be asked for again', async ({ page }) => {
    await signUp(page)
    let isDown = true
    await page.route(/\/trpc\/[^?]*sessions\.list/, (route) => (isDown ? route.abort() : route.continue()))

    await page.goto('/settings/security')

    await expect(page.locator('#devices').getByRole('alert')).toContainText("Can't reach the server.")
    isDown = false
    await page.locator('#devices').getByRole('button', { name: 'Try again' }).click()
    await expect(devices(page).first()).toContainText('This device')
  })
})

test('the keyboard alone signs a device out and changes the password', async ({ page, request }) => {
  const ada = await signUp(page)
  await addDevices(request, ada, 'Safari on iOS')
  await page.goto('/settings/security')
  await expect(devices(page)).toHaveCount(2)
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

  await expect(page.getByRole('heading', { name: 'Devices' })).toBeFocused()
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

test.describe('Google', () => {
  test('is not spoken of where the server has none', async ({ page }) => {
    await signUp(page)
    await withoutGoogle(page)

    await page.goto('/settings/security')

    await expect(page.getByLabel('New password')).toBeVisible()
    await expect(page.locator('#google')).toHaveCount(0)
  })

  test('is linked, and unlinked after a question', async ({ page }) => {
    await signUp(page)
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Link Google' }).click()
    await continueAtGoogle(page, somebody())
    await expect(page).toHaveURL('/settings/security#google')
    await expect(page.getByText('Google is linked')).toBeVisible()
    await expect(page.locator('#google')).toBeInViewport()
    await page.getByRole('button', { name: 'Unlink Google' }).click()
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()

    await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink Google' }).click()

    await expect(page.getByText('Google is unlinked.')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'Google', exact: true })).toBeFocused()
    await expect(page.getByRole('button', { name: 'Link Google' })).toBeVisible()
  })

  test('is not linked by who cancels there: said once, in place', async ({ page }) => {
    await signUp(page)
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Link Google' }).click()

    await page.getByRole('button', { name: 'Cancel' }).click()

    await expect(page.locator('#google').getByRole('alert')).toHaveText(
      'You cancelled at Google. Nothing changed.',
    )
    await expect(page).toHaveURL('/settings/security#google')
    await page.reload()
    await expect(page.getByRole('button', { name: 'Link Google' })).toBeVisible()
    await expect(page.locator('#google').getByRole('alert')).toHaveCount(0)
  })

  test('is linked to one account only', async ({ page, browser }) => {
    const grace = somebody()
    const others = await browser.newPage()
    await signUpWithGoogle(others, grace)
    await signUp(page)
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Link Google' }).click()

    await continueAtGoogle(page, grace)

    await expect(page.locator('#google').getByRole('alert')).toContainText(
      'That Google account is linked to another account already.',
    )
  })

  test('a failure nobody has heard of is said in general', async ({ page }) => {
    await signUp(page)

    await page.goto('/settings/security?error=something_else#google')

    await expect(page.locator('#google').getByRole('alert')).toHaveText(
      'Google was not linked. Nothing changed. Try again.',
    )
  })

  test('asks for a new sign-in before it is linked, where the last is too old, and comes back', async ({
    page,
  }) => {
    const ada = await signUp(page)
    await refuseWith(page, 'auth.google_url', 403, 'reauthentication_required')
    await page.goto('/settings/security#google')
    await page.getByRole('button', { name: 'Link Google' }).click()

    await page.locator('#google').getByRole('button', { name: 'Sign in again' }).click()

    await expect(page.getByText('Sign in again to go on.')).toBeVisible()
    await sendSignIn(page, ada.email, ada.password)
    await expect(page).toHaveURL('/settings/security#google')
  })

  for (const [status, code, sentence, way] of [
    [409, 'last_sign_in_method', 'Set a password first, then unlink Google.', 'link'],
    [403, 'reauthentication_required', 'Sign in again within 10 minutes', 'button'],
  ] as const) {
    test(`says why it cannot be unlinked, and leads on (${code})`, async ({ page }) => {
      await signUp(page)
      await alterAnswer(page, 'users.me', (me) => ({ ...me, has_google: true }))
      await refuseWith(page, 'users.unlink_google', status, code)
      await page.goto('/settings/security')
      await page.getByRole('button', { name: 'Unlink Google' }).click()

      await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink Google' }).click()

      const refusal = page.getByRole('alertdialog').getByRole('alert')
      await expect(refusal).toContainText(sentence)
      await refusal.getByRole(way).click()
      await expect(page).toHaveURL(way === 'link' ? '/settings/security#password' : /\/login\?.*next=/)
    })
  }
})
