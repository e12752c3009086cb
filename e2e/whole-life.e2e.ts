import * as deletion from './deletion.ts'
import { deviceRows, signInElsewhere } from './devices.ts'
import { continueAtGoogle } from './google-people.ts'
import { chooseDeed, rowOf, sendNewKey, shownKey, statusWith } from './keys.ts'
import { mailedLink } from './mails.ts'
import { askForResetLink, changePassword, setPassword } from './passwords.ts'
import { goTo, sendSignIn, signOut, signUpByForm, somebody } from './people.ts'
import { choosePicture, crop, cropReady, menuPicture, savePicture } from './picture-editor.ts'
import { seen, twoHalves } from './picture-files.ts'
import { storedSession } from './stored-session.ts'
import { expect, test } from './test.ts'

const { step } = test

test('an account lives from its sign-up to its deletion, and leaves nothing that works', async ({
  page,
  context,
  browser,
  request,
}) => {
  test.slow()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const ada = somebody()
  const account = page.getByLabel('Your account')
  const profile = page.getByRole('heading', { name: 'Profile', level: 1 })

  await step('signs up, and verifies the address by the mailed link', async () => {
    await signUpByForm(page, ada)
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    const mail = await context.newPage()

    await mail.goto(await mailedLink(ada.email, 'verify-email'))

    await expect(mail.getByRole('heading', { name: 'Email verified' })).toBeVisible()
    await mail.close()
    await expect(account.getByText('Verified', { exact: true })).toBeVisible({ timeout: 15_000 })
  })

  await step('takes another name', async () => {
    await page.getByLabel('Name').fill('Ada King')
    await page.getByRole('button', { name: 'Save name' }).click()

    await expect(page.getByText('Saved.')).toBeVisible()
    await expect(account).toContainText('Ada King')
  })

  const picture = await step('chooses a picture, and cuts it to its blue half', async () => {
    await choosePicture(page, await twoHalves().png().toBuffer())
    await cropReady(page)
    for (let zooms = 0; zooms < 10; zooms++) await page.keyboard.press('+')
    for (let moves = 0; moves < 60; moves++) await page.keyboard.press('ArrowLeft')
    await savePicture(page).click()

    await expect(crop(page)).toHaveCount(0)
    await expect(menuPicture(page)).toHaveAttribute('src', /\/api\/avatars\//)
    const url = (await menuPicture(page).getAttribute('src')) ?? ''
    expect(await seen(await (await request.get(url)).body(), 60, 256)).toMatchObject({ colour: 'blue' })
    return url
  })

  await step('changes the password', async () => {
    await goTo(page, 'Security')
    await changePassword(page, ada.password, 'nine calm herons')

    await expect(page.getByText('Your password was changed.')).toBeVisible()
    ada.password = 'nine calm herons'
  })

  await step('signs in on a laptop, and signs it out from here', async () => {
    const laptop = await signInElsewhere(browser, ada, 'Firefox on Windows')
    await expect(laptop.getByLabel('Your account')).toContainText('Ada King')
    await goTo(page, 'Profile')
    await goTo(page, 'Security')
    await expect(deviceRows(page)).toHaveText([/^Chrome on Linux\s*This device/, /^Firefox on Windows/])

    await page.getByRole('button', { name: 'Sign out Firefox on Windows' }).click()

    await expect(page.getByText('Firefox on Windows is signed out.')).toBeVisible()
    await expect(deviceRows(page)).toHaveText([/This device/, "You're signed in on this device only."])
    await goTo(laptop, 'Security')
    await expect(laptop.getByRole('heading', { name: 'Your session ended' })).toBeVisible()
    await expect(laptop.getByText('This session was signed out from another device.')).toBeVisible()
    await laptop.context().close()
  })

  await step('makes an API key, uses it, rotates it and revokes it', async () => {
    await goTo(page, 'API keys')
    await sendNewKey(page, 'CI')
    const first = await shownKey(page)
    await page.getByRole('button', { name: 'Copy API key' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first)
    const lastUse = rowOf(page, 'CI').getByRole('cell').nth(2)
    await expect(lastUse).toContainText('Never used')
    const answer = await request.get('/api/users/me', { headers: { authorization: `Bearer ${first}` } })
    expect(await answer.json()).toMatchObject({ email: ada.email, name: 'Ada King', avatar_url: picture })
    await goTo(page, 'Profile')
    await goTo(page, 'API keys')
    await expect(lastUse).toContainText('just now')

    await chooseDeed(page, 'CI', 'Rotate…')
    await page.getByRole('radio', { name: 'Not at all' }).check()
    await page.getByRole('button', { name: 'Rotate key' }).click()
    const second = await shownKey(page)
    await page.getByRole('button', { name: "I've saved it" }).click()
    expect([await statusWith(request, first), await statusWith(request, second)]).toEqual([401, 200])

    await chooseDeed(page, 'CI', 'Revoke…')
    await page.getByRole('button', { name: 'Revoke key' }).click()
    await expect(page.getByText('No API keys yet')).toBeVisible()
    expect(await statusWith(request, second)).toBe(401)
  })

  const keptKey = await step('makes another key, which stays', async () => {
    await sendNewKey(page, 'Backup')
    const key = await shownKey(page)
    await page.getByRole('button', { name: "I've saved it" }).click()
    expect(await statusWith(request, key)).toBe(200)
    return key
  })

  await step('links Google, and signs in with it', async () => {
    // Of another address than the account's: it is the link that counts.
    const atGoogle = { name: 'A. K.', email: somebody().email }
    await goTo(page, 'Security')
    await page.getByRole('button', { name: 'Link Google' }).click()
    await continueAtGoogle(page, atGoogle)
    await expect(page.getByText('Google is linked')).toBeVisible()
    await signOut(page)
    await expect(page.getByText('You signed out.')).toBeVisible()

    await page.getByRole('button', { name: 'Continue with Google' }).click()
    await continueAtGoogle(page, atGoogle)

    await expect(profile).toBeVisible()
    await expect(account).toContainText(`Ada King${ada.email}`)
    await expect(menuPicture(page)).toHaveAttribute('src', picture)
  })

  await step('forgets the password, and sets another by the mailed link', async () => {
    await signOut(page)
    await expect(page.getByText('You signed out.')).toBeVisible()
    await page.goto(await askForResetLink(page, ada.email))
    await setPassword(page, 'eleven brave owls')
    await expect(page.getByText('Your password was changed.')).toBeVisible()
    await expect(page.getByLabel('Email')).toHaveValue(ada.email)
    ada.password = 'eleven brave owls'

    await sendSignIn(page, ada.email, ada.password)

    await expect(profile).toBeVisible()
  })

  await step('finds all of it in the record', async () => {
    await goTo(page, 'Activity')

    const record = [
      'Signed in with a password from Chrome on Linux',
      'Reset the password by a mailed link',
      'Asked for a link to reset the password',
      'Signed out from Chrome on Linux',
      'Signed in with Google from Chrome on Linux',
      'Signed out from Chrome on Linux',
      'Linked Google',
      'Created the API key “Backup”',
      'Revoked the API key “CI”',
      'Rotated the API key “CI”',
      'Created the API key “CI”',
      'Signed out a device',
      'Signed in with a password from Firefox on Windows',
      'Changed the password',
      'Changed the picture',
      'Changed the name',
      'Verified the email address',
      'Signed in with a password from Chrome on Linux',
      'Created the account',
    ]
    await expect(page.locator('details')).toHaveText(record.map((sentence) => new RegExp(`^${sentence}`)))
  })

  await step('deletes the account, and nothing of it works any more', async () => {
    const { access_token, refresh_token } = await storedSession(page)
    const statuses = () =>
      Promise.all([keptKey, access_token].map((credential) => statusWith(request, credential)))
    expect(await statuses()).toEqual([200, 200])
    await goTo(page, 'Profile')
    await deletion.open(page)
    await expect(deletion.section(page)).toContainText('1 API key stops working at once.')
    await deletion.address(page).fill(ada.email)
    await deletion.password(page).fill(ada.password)

    await deletion.send(page).click()

    await expect(page).toHaveURL('/login?reason=account_deleted')
    await expect(page.getByText('Your account was deleted.')).toBeVisible()
    await sendSignIn(page, ada.email, ada.password)
    await expect(page.getByRole('alert')).toHaveText('Wrong email or password.')
    expect(await statuses()).toEqual([401, 401])
    const refreshed = await request.post('/api/auth/refresh', { data: { refresh_token } })
    expect(await refreshed.json()).toMatchObject({ status: 401, code: 'session_revoked' })
    expect((await request.get(picture)).status()).toBe(404)
  })
})
