import { signOut, signUp } from './people.ts'
import { alterStored, storedSession } from './stored-session.ts'
import { expect, test } from './test.ts'

const hourAgo = () => Date.now() - 3_600_000

test('two tabs come back from a long sleep, and both stay signed in', async ({ page, context }) => {
  const ada = await signUp(page)
  const other = await context.newPage()
  await other.goto('/settings/profile')
  await expect(other.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  await alterStored(page, { received_at: hourAgo() })

  await Promise.all([page.reload(), other.reload()])

  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  await expect(other.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
})

test('a token that the server refuses is replaced without a word', async ({ page }) => {
  const ada = await signUp(page)
  const refreshes: string[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/refresh')) refreshes.push(request.url())
  })
  await alterStored(page, { access_token: 'x.y.z' })

  await page.reload()

  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  expect(refreshes).toHaveLength(1)
})

test('signing out in one tab signs the other out, and signing in brings it back', async ({
  page,
  context,
}) => {
  const ada = await signUp(page)
  const other = await context.newPage()
  await other.goto('/settings/profile')
  await expect(other.getByLabel('Your account').getByText(ada.email)).toBeVisible()

  await signOut(page)

  await expect(other.getByText(ada.email)).toBeHidden()
  await expect(other).toHaveURL('/login?reason=signed_out_elsewhere&next=%2Fsettings%2Fprofile')
  await expect(other.getByText('You signed out in another tab.')).toBeVisible()
  await page.getByLabel('Email').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(ada.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(other.getByRole('heading', { name: 'Profile' })).toBeVisible()
})

test('a session that the server has ended leads to the sign-in page and back', async ({ page, request }) => {
  const ada = await signUp(page)
  const { refresh_token } = await storedSession(page)
  await request.post('/api/auth/logout', { data: { refresh_token } })

  await page.reload()

  await expect(page).toHaveURL(/\/login\?/)
  await expect(page.getByText('This session was signed out from another device.')).toBeVisible()
  await page.getByLabel('Email').fill(ada.email)
  await page.getByLabel('Password', { exact: true }).fill(ada.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL('/settings/profile')
})

test('offline, signing out here is at once', async ({ page, context }) => {
  await signUp(page)
  await context.setOffline(true)

  await signOut(page)

  await expect(page.getByText('You signed out.')).toBeVisible()
  expect(await page.evaluate(() => localStorage.getItem('runsite.session'))).toBeNull()
  await context.setOffline(false)
})
