import { mailedLink } from './mails.ts'
import { sendSignIn, signOut, signUp } from './people.ts'
import { expect, test } from './test.ts'

test('the waiting page notices that the address was verified in another tab', async ({ page, context }) => {
  const ada = await signUp(page)
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
  await expect(page.getByText(`We sent a link to ${ada.email}.`)).toBeVisible()
  const other = await context.newPage()

  await other.goto(await mailedLink(ada.email, 'verify-email'))

  await expect(other.getByRole('heading', { name: 'Email verified' })).toBeVisible()
  await expect(other).toHaveURL('/verify-email')
  await expect(page.getByText(`${ada.email} is verified.`)).toBeVisible({ timeout: 15_000 })
  await expect(page.getByLabel('Your account').getByText('Verified', { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Check your email' })).toHaveCount(0)
  await other.getByRole('link', { name: 'Continue' }).click()
  await expect(other.getByRole('heading', { name: 'Profile' })).toBeVisible()
})

test('signed out, one signs in first, and then it goes on by itself', async ({ page, browser }) => {
  const ada = await signUp(page)
  const link = await mailedLink(ada.email, 'verify-email')
  const elsewhere = await (await browser.newContext()).newPage()

  await elsewhere.goto(link)
  await expect(elsewhere.getByRole('heading', { name: 'Verify your email' })).toBeVisible()
  await expect(elsewhere).toHaveURL('/verify-email')
  await elsewhere.getByText("This wasn't me").click()
  await expect(elsewhere.getByText('without signing in to that account, nothing happens')).toBeVisible()
  await elsewhere.getByRole('link', { name: 'Sign in' }).click()
  // A sign-in by another site loads the page anew.
  await elsewhere.reload()
  await expect(elsewhere.getByText('Sign in to verify your email address.')).toBeVisible()
  await sendSignIn(elsewhere, ada.email, ada.password)

  await expect(elsewhere.getByRole('heading', { name: 'Email verified' })).toBeVisible()
  expect(await elsewhere.evaluate(() => sessionStorage.getItem('runsite.verify'))).toBeNull()
  await elsewhere.context().close()
})

test('a link that was used says that nothing is left to do', async ({ page }) => {
  const ada = await signUp(page)
  const link = await mailedLink(ada.email, 'verify-email')
  await page.goto(link)
  await expect(page.getByRole('heading', { name: 'Email verified' })).toBeVisible()

  await page.goto(link)

  await expect(page.getByRole('heading', { name: 'Already verified' })).toBeVisible()
})

test("another account's link says whose it is not, and works after a change of accounts", async ({
  page,
}) => {
  const bob = await signUp(page)
  const link = await mailedLink(bob.email, 'verify-email')
  await signOut(page)
  const ada = await signUp(page)

  await page.goto(link)
  await expect(
    page.getByText(`You're signed in as ${ada.email}. This link is for another account`),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Use another account' }).click()
  await sendSignIn(page, bob.email, bob.password)

  await expect(page.getByText(`${bob.email} is verified.`)).toBeVisible()
})

test('a link that no longer works is replaced by a new one', async ({ page }) => {
  const ada = await signUp(page)
  const first = await mailedLink(ada.email, 'verify-email')
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Send it again' }).click()
  await expect(page.getByText('Sent.')).toBeVisible()
  const second = await mailedLink(ada.email, 'verify-email', 2)

  await page.goto(first)
  await expect(page.getByRole('heading', { name: "This link doesn't work here" })).toBeVisible()
  await page.getByRole('button', { name: 'Send a new link' }).click()
  await expect(page.getByRole('button', { name: /Send a new link in/ })).toBeVisible()
  expect(second).not.toBe(first)
  await page.goto(await mailedLink(ada.email, 'verify-email', 3))

  await expect(page.getByRole('heading', { name: 'Email verified' })).toBeVisible()
})

test('without a connection nothing is used up, and trying again is one button', async ({ page }) => {
  const ada = await signUp(page)
  const link = await mailedLink(ada.email, 'verify-email')
  await page.route('**/api/auth/email/verify', (route) => route.abort())
  await page.goto(link)
  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await page.unroute('**/api/auth/email/verify')

  await page.getByRole('button', { name: 'Try again' }).click()

  await expect(page.getByRole('heading', { name: 'Email verified' })).toBeVisible()
})
