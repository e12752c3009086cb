import { sendSignIn, signOut, signUp, signUpByForm, somebody } from './people.ts'
import { expect, test } from './test.ts'

test('a person signs up, stays signed in, signs out, and signs in again', async ({ page }) => {
  const ada = await signUpByForm(page)
  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  await expect(page.getByText('Not verified')).toBeVisible()
  await expect(page).toHaveTitle('Profile · Runsite')

  await page.reload()
  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()

  await signOut(page)
  await expect(page.getByText('You signed out.')).toBeVisible()
  await expect(page).toHaveURL('/login?reason=signed_out')

  await sendSignIn(page, ada.email, 'not this one')
  await expect(page.getByRole('alert')).toHaveText('Wrong email or password.')
  await expect(page.getByLabel('Email')).toHaveValue(ada.email)
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()

  await page.getByLabel('Password', { exact: true }).fill(ada.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
})

test('an unknown address and a wrong password look the same', async ({ page }) => {
  await page.goto('/login')

  await sendSignIn(page, somebody().email, 'whatever this is')

  await expect(page.getByRole('alert')).toHaveText('Wrong email or password.')
})

test('the keyboard alone is enough', async ({ page }) => {
  const ada = somebody()
  await page.goto('/register')
  await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByText('Skip to content')).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Continue with Google' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type(ada.name)
  await page.keyboard.press('Tab')
  await page.keyboard.type(ada.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(ada.password)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('type', 'text')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { name: 'Profile' })).toBeFocused()
  await expect(page.getByLabel('Name')).toBeVisible()

  for (const name of ['Send it again', 'Change picture']) {
    await page.keyboard.press('Tab')
    await expect(page.getByRole('button', { name })).toBeFocused()
  }
  await page.keyboard.press('Tab')
  await expect(page.locator('time')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Upload' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.press('Control+A')
  await page.keyboard.type('Ada King')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByLabel('Your account')).toContainText('Ada King')
})

test('an empty form says what to mend, and goes to the first field', async ({ page }) => {
  await page.goto('/register')

  await page.getByRole('button', { name: 'Create account' }).click()

  await expect(page.getByRole('alert')).toContainText('3 things need another look')
  await expect(page.getByLabel('Name')).toBeFocused()
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Enter your email address.')
})

test('an address that is taken is said beside it, and comes along to the sign-in page', async ({ page }) => {
  const ada = await signUp(page)
  await signOut(page)
  await page.getByRole('link', { name: 'Create an account' }).click()
  await page.getByLabel('Name').fill('Somebody')
  await page.getByLabel('Email').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill('another good one')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/account with this email already/)
  await expect(page.getByLabel('Email')).toBeFocused()

  await page.getByRole('link', { name: 'Sign in' }).click()

  await expect(page.getByRole('heading', { name: 'Sign in to Runsite' })).toBeFocused()
  await expect(page.getByLabel('Email')).toHaveValue(ada.email)
})

test('signing in goes back to where one was sent away from, and never elsewhere', async ({ page }) => {
  const ada = await signUp(page)
  await signOut(page)
  await page.goto('/settings/profile?a=1#name')
  await expect(page).toHaveURL(/\/login\?next=/)
  await sendSignIn(page, ada.email, ada.password)
  await expect(page).toHaveURL('/settings/profile?a=1#name')
  await signOut(page)

  await page.goto('/login?next=//evil.example/x')
  await sendSignIn(page, ada.email, ada.password)

  await expect(page).toHaveURL('/settings/profile')
})

test('whoever is signed in already goes on at once, in each tab', async ({ page, context }) => {
  const ada = await signUp(page)
  await signOut(page)
  const other = await context.newPage()
  await other.goto('/login?next=/settings/profile?a=1')
  await expect(other.getByRole('button', { name: 'Sign in' })).toBeVisible()

  await sendSignIn(page, ada.email, ada.password)

  await expect(other).toHaveURL('/settings/profile?a=1')
  await other.goto('/login')
  await expect(other).toHaveURL('/settings/profile')
})

test('the way one signed in last is marked on this device, without a name', async ({ page }) => {
  await page.goto('/login')
  await expect(page.getByText('Last used')).toHaveCount(0)
  const ada = await signUpByForm(page)

  await signOut(page)

  await expect(page.getByText('Last used')).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(ada.email)
})

test('coming back from Google without a session is said in words, with a way on', async ({ page }) => {
  for (const [code, sentence, way] of [
    ['google_denied', 'You cancelled. Nothing changed.', null],
    ['google_stale', 'That sign-in link is stale', null],
    ['google_failed', "Google couldn't be reached", null],
    ['google_unverified', "Google hasn't verified", 'Create an account'],
    ['google_already_linked', 'linked to another Google account', 'Forgot your password?'],
    ['google_unlinked', 'You unlinked Google from this account', 'Forgot your password?'],
    ['account_suspended', 'This account is suspended.', null],
    ['registration_closed', 'Sign-ups are closed on this server.', null],
    ['something_else', "Signing in didn't work.", null],
  ] as const) {
    await test.step(code, async () => {
      await page.goto(`/login?error=${code}&error_description=raw`)

      const note = page.getByRole('main').locator('[role=alert], [role=status]').filter({ hasText: sentence })
      await expect(note).toBeVisible()
      await expect(note.getByRole('link')).toHaveText(way ? [way] : [])
      await expect(page.getByText(code)).toHaveCount(0)
      await expect(page.getByText('raw')).toHaveCount(0)
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    })
  }
})

test('where sign-ups are closed, no page offers one', async ({ page }) => {
  await page.route(/\/(?:register|login)/, async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(/(sign-in-methods" content=")[^"]*/, '$1password google')
    await route.fulfill({ response, body })
  })

  await page.goto('/register?next=/settings/activity')
  await expect(page.getByRole('heading', { name: 'Sign-ups are closed' })).toBeVisible()
  await expect(page.getByRole('button')).toHaveCount(0)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/login?next=%2Fsettings%2Factivity')
  await page.goto('/login?error=google_unverified')

  await expect(page.getByRole('alert')).toContainText("Google hasn't verified")
  await expect(page.getByRole('link', { name: 'Create an account' })).toHaveCount(0)
})

test('a page that does not exist says so', async ({ page }) => {
  await page.goto('/nowhere')

  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByText("There's no page at /nowhere.")).toBeVisible()
})
