import { address, open, password, section, send } from './deletion.ts'
import { sendSignIn, signUp } from './people.ts'
import { expect, test } from './test.ts'

test('an account is deleted with its address and password, in every tab at once', async ({
  page,
  context,
  request,
}) => {
  const ada = await signUp(page)
  const other = await context.newPage()
  await other.goto('/settings/security')
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible()
  await request.post('/api/auth/login', { data: { email: ada.email, password: ada.password } })
  for (const name of ['one', 'two', 'three']) {
    await request.post('/api/api-keys', { data: { name, scope: 'read' } })
  }
  await expect(address(page)).toHaveCount(0)
  await open(page)
  await expect(section(page)).toContainText('It cannot be undone.')
  await expect(section(page)).toContainText('3 API keys stop working at once.')
  await expect(section(page)).toContainText('2 devices are signed out, this one among them.')

  await address(page).fill(` ${ada.email.toUpperCase()} `)
  await password(page).fill('not this one')
  await send(page).click()
  await expect(password(page)).toHaveAccessibleDescription('Wrong password.')
  await expect(password(page)).toBeFocused()
  await expect(address(page)).toHaveValue(ada.email.toUpperCase())
  await password(page).fill(ada.password)
  await page.keyboard.press('Enter')

  for (const tab of [page, other]) {
    await expect(tab).toHaveURL('/login?reason=account_deleted')
    await expect(tab.getByText('Your account was deleted.')).toBeVisible()
    await expect(tab.getByLabel('Email')).toHaveValue('')
    await expect(tab.getByText('Last used')).toBeHidden()
  }
  await sendSignIn(page, ada.email, ada.password)
  await expect(page.getByRole('alert')).toHaveText('Wrong email or password.')
  const left = await request.get('/api/users/me')
  expect(left.status()).toBe(401)
})

test('nothing is deleted before the address is typed, which can be pasted', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const ada = await signUp(page)
  await open(page)
  await send(page).click()
  await expect(section(page).getByRole('alert')).toContainText('2 things need another look')
  await expect(address(page)).toBeFocused()
  await address(page).fill(`x${ada.email}`)
  await password(page).fill(ada.password)
  await send(page).click()
  await expect(address(page)).toHaveAccessibleDescription(/^That isn't this account's address\./)

  await page.evaluate((email) => navigator.clipboard.writeText(email), ada.email)
  await address(page).fill('')
  await page.keyboard.press('Control+V')
  await expect(address(page)).toHaveValue(ada.email)
  await send(page).click()

  await expect(page.getByText('Your account was deleted.')).toBeVisible()
})

test('it closes again, and forgets what was typed', async ({ page }) => {
  const ada = await signUp(page)
  await open(page)
  await address(page).fill(ada.email)

  await section(page).getByRole('button', { name: 'Delete account…' }).click()

  await expect(address(page)).toHaveCount(0)
  await open(page)
  await expect(address(page)).toHaveValue('')
})

test('without a password and with an old sign-in, one signs in again and comes back', async ({ page }) => {
  const ada = await signUp(page)
  const problem = { status: 403, code: 'reauthentication_required', request_id: 'r-1' }
  // The server as it is to an account that came with Google an hour ago.
  await page.route('**/trpc/**', async (route) => {
    if (route.request().url().includes('users.remove')) {
      const error = { message: problem.code, code: -32603, data: { problem } }
      return route.fulfill({ status: 403, json: [{ error }] })
    }
    const answer = await route.fetch()
    const body = await answer.text()
    await route.fulfill({
      response: answer,
      body: body.replace('"has_password":true', '"has_password":false'),
    })
  })
  await page.reload()
  await open(page)
  await expect(password(page)).toHaveCount(0)
  await address(page).fill(ada.email)
  await send(page).click()
  await expect(section(page).getByRole('alert')).toContainText('Sign in again within 10 minutes')

  await section(page).getByRole('button', { name: 'Sign in again' }).click()

  await expect(page.getByText('Sign in again to go on.')).toBeVisible()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await sendSignIn(page, ada.email, ada.password)
  await expect(page).toHaveURL('/settings/profile')
})
