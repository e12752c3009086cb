import { alterAnswer, refuseWith } from './answers.ts'
import { addDevices, deviceRows, endElsewhere, openDevices, signInElsewhere } from './devices.ts'
import { goTo, signUp } from './people.ts'
import { expect, test } from './test.ts'

const other = 'nine calm herons'

test('this device comes first and can only sign out', async ({ page, request }) => {
  const ada = await signUp(page)
  await addDevices(request, ada, 'Firefox on Windows', 'Safari on iOS')

  await page.goto('/settings/security#devices')

  await expect(deviceRows(page)).toHaveCount(3)
  const here = deviceRows(page).first()
  await expect(here).toContainText('This device')
  await expect(here.getByRole('button')).toHaveText(['Sign out'])
  await expect(deviceRows(page).nth(1)).toContainText(/Safari on iOS.*Last active.*Signed in \d+ \w+/)
  await expect(deviceRows(page).nth(2)).toContainText('Firefox on Windows')
  await here.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You signed out.')).toBeVisible()
})

test('coming back to the list shows a device that has signed in since', async ({ page, request }) => {
  const ada = await signUp(page)
  await goTo(page, 'Security')
  await expect(page.getByText("You're signed in on this device only.")).toBeVisible()
  await goTo(page, 'Profile')
  await addDevices(request, ada, 'Firefox on Windows')

  await goTo(page, 'Security')

  await expect(deviceRows(page)).toHaveText([/This device/, /Firefox on Windows/])
})

test('what is not known of a device is left out', async ({ page, request }) => {
  const ada = await signUp(page)
  await addDevices(request, ada, 'Firefox on Windows')
  await alterAnswer(page, 'sessions.list', ({ sessions, total }) => ({
    sessions: sessions.map((device: { current: boolean }) =>
      device.current ? device : { ...device, ip: null, user_agent: null },
    ),
    total,
  }))

  await page.goto('/settings/security')

  await expect(deviceRows(page).nth(1)).toContainText(/^Unknown device\s*Last active [^·]*Signed in/)
})

test('a device is signed out at once, and is out at its next call', async ({ page, browser }) => {
  const ada = await signUp(page)
  const laptop = await signInElsewhere(browser, ada, 'Firefox on Windows')
  await page.goto('/settings/security')

  await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()

  await expect(page.getByText('Firefox on Windows is signed out.')).toBeVisible()
  await expect(deviceRows(page)).toHaveText([/This device/, "You're signed in on this device only."])
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeFocused()
  await laptop.getByRole('link', { name: 'Security' }).click()
  await expect(laptop.getByRole('heading', { name: 'Your session ended' })).toBeVisible()
  await expect(laptop.getByText('This session was signed out from another device.')).toBeVisible()
})

test('a device that goes while its button has focus, or its question is open, leaves focus at the heading', async ({
  page,
  request,
}) => {
  await openDevices(page, request, 'Firefox on Windows', 'Safari on iOS')
  await expect(deviceRows(page)).toHaveCount(3)
  const heading = page.getByRole('heading', { name: 'Devices', exact: true })

  await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).focus()
  await endElsewhere(page, 'Firefox on Windows')
  await expect(heading).toBeFocused()
  await page.getByRole('button', { name: 'Not you? Safari on iOS' }).click()
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await endElsewhere(page, 'Safari on iOS')
  await expect(page.getByText("You're signed in on this device only.")).toBeVisible()
  await page.keyboard.press('Escape')

  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(heading).toBeFocused()
})

test('offline, a device that cannot be signed out comes back with a word', async ({
  page,
  context,
  request,
}) => {
  await openDevices(page, request, 'Firefox on Windows')
  await expect(deviceRows(page)).toHaveCount(2)
  await context.setOffline(true)

  await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()

  await expect(page.getByRole('alert')).toContainText(
    "Firefox on Windows is still signed in. Can't reach the server.",
  )
  await expect(deviceRows(page)).toHaveCount(2)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()
  await expect(page.getByText('Firefox on Windows is signed out.')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('several devices are signed out at once by hand, and a slow answer brings none back', async ({
  page,
  request,
}) => {
  await openDevices(page, request, 'Firefox on Windows', 'Safari on iOS')
  await page.route('**/trpc/sessions.revoke?*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500))
    await route.continue()
  })

  await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()
  await page.getByRole('button', { name: 'Sign out Safari on iOS' }).click()
  await expect(deviceRows(page)).toHaveText([/This device/, "You're signed in on this device only."])

  await expect(page.getByText('Firefox on Windows is signed out.')).toBeVisible()
  await expect(page.getByText('Safari on iOS is signed out.')).toBeVisible()
  await page.reload()
  await expect(deviceRows(page)).toHaveText([/This device/, "You're signed in on this device only."])
})

test('all other devices are signed out after a question', async ({ page, browser, request }) => {
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
  await expect(deviceRows(page)).toHaveCount(4)

  await all.click()
  await question.getByRole('button', { name: 'Sign out 3 other devices' }).click()

  await expect(page.getByText('Every other device is signed out.')).toBeVisible()
  await expect(deviceRows(page)).toHaveText([/This device/, "You're signed in on this device only."])
  await expect(page.getByRole('heading', { name: 'Devices', exact: true })).toBeFocused()
  await laptop.getByRole('link', { name: 'Security' }).click()
  await expect(laptop.getByRole('heading', { name: 'Your session ended' })).toBeVisible()
})

test('a failure to sign out all other devices is said in the question', async ({ page, request }) => {
  await openDevices(page, request, 'Safari on iOS')
  await refuseWith(page, 'sessions.revoke_others', 503, 'unavailable')
  await page.getByRole('button', { name: 'Sign out all other devices (1)' }).click()

  await page.getByRole('button', { name: 'Sign out the other device' }).click()

  await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText('Nothing was changed.')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(deviceRows(page)).toHaveCount(2)
})

test('a device that is not yours is signed out, and leads on to a new password', async ({
  page,
  request,
}) => {
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
  await expect(deviceRows(page)).toHaveText([/This device/, "You're signed in on this device only."])
})

test('a device that is not yours and could not be signed out stays, and so does the question', async ({
  page,
  request,
}) => {
  await openDevices(page, request, 'Firefox on Windows')
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
  await expect(deviceRows(page).first()).toContainText('This device')
})
