import { mailedLink, mailsTo } from './mails.ts'
import { askForResetLink, setPassword } from './passwords.ts'
import { sendSignIn, signOut, signUp, somebody } from './people.ts'
import { expect, test } from './test.ts'

const newPassword = 'eleven brave herons'

test('a forgotten password is replaced by a mailed link, and every device is signed out', async ({
  page,
  browser,
}) => {
  const ada = await signUp(page)
  const elsewhere = await (await browser.newContext()).newPage()
  const link = await askForResetLink(elsewhere, ada.email)

  await elsewhere.goto(link)
  await expect(elsewhere).toHaveURL('/reset-password')
  await expect(elsewhere.getByText('Every device will be signed out, this one too.')).toBeVisible()
  await expect(elsewhere.locator('input[autocomplete=username]')).toHaveValue(ada.email)
  await setPassword(elsewhere, newPassword)

  await expect(elsewhere.getByText('Your password was changed. Every device was signed out.')).toBeVisible()
  await expect(elsewhere.getByLabel('Email')).toHaveValue(ada.email)
  await page.reload()
  await expect(page).toHaveURL(/\/login\?/)
  await sendSignIn(page, ada.email, ada.password)
  await expect(page.getByRole('alert')).toHaveText('Wrong email or password.')
  await elsewhere.getByLabel('Password', { exact: true }).fill(newPassword)
  await elsewhere.keyboard.press('Enter')
  await expect(elsewhere.getByRole('heading', { name: 'Profile' })).toBeVisible()
  const subjects = async () => (await mailsTo(ada.email)).map(({ subject }) => subject)
  await expect.poll(subjects).toContain('Your password was changed')
  await elsewhere.context().close()
})

test('an address without an account gets the same answer', async ({ page }) => {
  const nobody = somebody().email
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill(nobody)

  await page.keyboard.press('Enter')

  await expect(
    page.getByText(`If ${nobody} has an account, we've sent a link. It works for an hour.`),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: /Send it again in (0:[0-5]\d|1:00)/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await expect(page.getByRole('link', { name: /Open/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Use another address' }).click()
  await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeFocused()
  await expect(page.getByLabel('Email')).toHaveValue(nobody)
})

test('a link that was used says so, and one button sends a new one', async ({ page }) => {
  const ada = await signUp(page)
  await signOut(page)
  const link = await askForResetLink(page, ada.email)
  const used = await page.request.post('/api/auth/password/reset', {
    data: { token: new URL(link).searchParams.get('token'), password: newPassword },
  })
  expect(used.status()).toBe(204)

  await page.goto(link)
  await setPassword(page, 'yet another good one')

  await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeFocused()
  await expect(page.getByLabel('Email')).toHaveValue(ada.email)
  await page.getByRole('button', { name: 'Send a new link' }).click()
  await expect(page.getByText(`If ${ada.email} has an account`)).toBeVisible()
  await page.goto(await mailedLink(ada.email, 'reset-password', 2))
  await setPassword(page, 'yet another good one')
  await expect(page.getByText('Your password was changed.')).toBeVisible()
})

test("the link's token is in no address that stays, and a reload asks for the mail again", async ({
  page,
}) => {
  const token = 'A'.repeat(43)
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(`${request.url()} ${request.headers()['referer'] ?? ''}`))
  await page.goto('/login')

  await page.goto(`/reset-password?token=${token}`)
  await expect(page.getByLabel('New password')).toBeVisible()
  await expect(page).toHaveURL('/reset-password')
  expect(addresses.filter((address) => address.includes(token))).toHaveLength(1)
  expect(await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]))).not.toContain(token)

  await page.reload()
  await expect(page.getByRole('heading', { name: 'Open the link again' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL('/login')
})

test('a password that is too common is refused beside its field, and the link still works', async ({
  page,
}) => {
  const ada = await signUp(page)
  await signOut(page)
  await page.goto(await askForResetLink(page, ada.email))

  await setPassword(page, 'password1')
  await expect(page.getByLabel('New password')).toHaveAccessibleDescription(/one of the most common/)
  await expect(page.getByLabel('New password')).toBeFocused()

  await setPassword(page, newPassword)
  await expect(page.getByText('Your password was changed.')).toBeVisible()
})

test("resetting another account's password leaves this browser's session alone", async ({
  page,
  browser,
}) => {
  const bob = somebody()
  await page.request.post('/api/auth/register', { data: bob })
  const elsewhere = await (await browser.newContext()).newPage()
  const link = await askForResetLink(elsewhere, bob.email)
  await elsewhere.context().close()
  const ada = await signUp(page)

  await page.goto(link)
  await setPassword(page, newPassword)

  await expect(page.getByRole('heading', { name: 'Password changed' })).toBeFocused()
  await page.getByRole('link', { name: 'Go to your account' }).click()
  await expect(page.getByLabel('Your account')).toContainText(ada.email)
})

test('the mailbox is offered where the address says which it is', async ({ page }) => {
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill('nobody.at.all.here@gmail.com')
  await page.keyboard.press('Enter')

  const link = page.getByRole('link', { name: 'Open Gmail' })
  await expect(link).toHaveAttribute('href', 'https://mail.google.com/')
  await expect(link).toHaveAttribute('rel', 'noreferrer')
})
