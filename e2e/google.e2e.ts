import type { Page } from '@playwright/test'
import { sendSignIn, signUp, somebody } from './people.ts'
import { storedSession } from './stored-session.ts'
import { expect, test } from './test.ts'

/** Presses the button, and arrives at the page that stands in for Google's. */
async function leaveForGoogle(page: Page, from = '/login') {
  await page.goto(from)
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await expect(page.getByRole('heading', { name: 'Choose who you are' })).toBeVisible()
}

const choose = (page: Page, email: string) => page.getByRole('button', { name: email }).click()

test('whom Google knows is signed in, where they wanted to go, and stays so', async ({ page }) => {
  const addresses: string[] = []
  page.on('framenavigated', (frame) => addresses.push(frame.url()))
  page.on('request', (request) => addresses.push(request.url(), request.headers()['referer'] ?? ''))
  const refreshing = page.waitForRequest('**/api/auth/refresh')

  await leaveForGoogle(page, '/login?next=%2Fsettings%2Factivity')
  await choose(page, 'ada@example.com Verified')

  await expect(page).toHaveURL('/settings/activity')
  await expect(page.getByText('Created the account')).toBeVisible()
  expect((await refreshing).postData()).toBeNull()
  const session = await storedSession(page)
  expect(session.refresh_token).toMatch(/^rt_/)
  await page.reload()
  await expect(page.getByText('Created the account')).toBeVisible()
  expect(await page.evaluate(() => document.referrer)).not.toMatch(/code=|state=/)
  for (const address of addresses) expect(address).not.toMatch(/rt_|eyJ/)
})

test('back from the account, the sign-in is not played again', async ({ page }) => {
  await leaveForGoogle(page)
  await choose(page, 'grace@example.com')
  await expect(page).toHaveURL('/settings/profile')
  const before = await storedSession(page)
  const seen: string[] = []
  page.on('request', (request) => seen.push(new URL(request.url()).pathname))

  await page.goBack()

  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(seen).not.toContain('/api/auth/refresh')
  expect(seen).not.toContain('/api/auth/google/callback')
  await page.goForward()
  await expect(page.getByText('grace@example.com')).toBeVisible()
  expect(await storedSession(page)).toEqual(before)
})

test('who cancels is told so, with the way to try again', async ({ page }) => {
  await leaveForGoogle(page)

  await page.getByRole('button', { name: 'Cancel' }).click()

  await expect(page).toHaveURL('/login?error=google_denied')
  await expect(page.getByRole('button', { name: 'Continue with Google' })).toBeVisible()
  expect(await storedSession(page)).toBeNull()
})

test('who cancels and signs in otherwise still comes to where they wanted to go', async ({
  page,
  request,
}) => {
  const ada = somebody()
  await request.post('/api/auth/register', { data: ada })
  await page.goto('/login?next=/settings/activity')
  await page.getByRole('button', { name: 'Continue with Google' }).click()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('You cancelled.')).toBeVisible()

  await sendSignIn(page, ada.email, ada.password)

  await expect(page).toHaveURL('/settings/activity')
})

test('an address that Google has not verified lets nobody in', async ({ page }) => {
  await leaveForGoogle(page, '/register')

  await choose(page, 'alan@example.com')

  await expect(page).toHaveURL('/login?error=google_unverified')
  expect(await storedSession(page)).toBeNull()
})

test('two tabs that start at once both finish', async ({ page, context }) => {
  const other = await context.newPage()
  await leaveForGoogle(page)
  await leaveForGoogle(other)

  await choose(page, 'grace@example.com')
  await expect(page).toHaveURL('/settings/profile')
  await other.bringToFront()
  await choose(other, 'grace@example.com')

  for (const tab of [other, page]) {
    await expect(tab).toHaveURL('/settings/profile')
    await tab.reload()
    await expect(tab.getByText('grace@example.com')).toBeVisible()
  }
})

test('who was signed in here before gives way to whom Google brings', async ({ page }) => {
  const ada = await signUp(page)
  await page.evaluate(async () => {
    const answer = await fetch('/api/auth/google/url?redirect_to=%2Flogin%2Freturn')
    window.location.href = ((await answer.json()) as { url: string }).url
  })
  await expect(page.getByRole('heading', { name: 'Choose who you are' })).toBeVisible()

  await choose(page, 'grace@example.com')

  await expect(page).toHaveURL('/settings/profile')
  await expect(page.getByText('grace@example.com')).toBeVisible()
  await expect(page.getByText(ada.email)).toBeHidden()
})

test('the page of return without a session behind it leads to the sign-in page', async ({ page }) => {
  await page.goto('/login/return?next=%2Fsettings%2Factivity')

  await expect(page).toHaveURL('/login?error=google_stale')
})

test('a fault on the last step can be mended, and goes on to where it was meant to', async ({ page }) => {
  await leaveForGoogle(page, '/login?next=%2Fsettings%2Factivity')
  await page.route('**/api/auth/refresh', (route) => route.abort())

  await choose(page, 'ada@example.com Verified')
  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await page.unroute('**/api/auth/refresh')
  await page.getByRole('button', { name: 'Try again' }).click()

  await expect(page).toHaveURL('/settings/activity')
})

test('a slow last step says what it is about', async ({ page }) => {
  await leaveForGoogle(page)
  const { promise: isSeen, resolve: goOn } = Promise.withResolvers<void>()
  await page.route('**/api/auth/refresh', async (route) => {
    await isSeen
    await route.continue()
  })

  await choose(page, 'ada@example.com Verified')
  await expect(page.getByRole('heading', { name: 'Signing you in…' })).toBeVisible()
  goOn()

  await expect(page).toHaveURL('/settings/profile')
})

test('the button keeps its size while it asks the way, and says where that fails', async ({ page }) => {
  const { promise: isMeasured, resolve: goOn } = Promise.withResolvers<void>()
  await page.route('**/api/auth/google/url**', async (route) => {
    await isMeasured
    await route.abort()
  })
  await page.goto('/login')
  const button = page.getByRole('button', { name: 'Continue with Google' })
  const before = await button.boundingBox()
  await expect(page.getByText('A stand-in for Google, for trying it out.')).toBeVisible()

  await button.click()
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(await button.boundingBox()).toEqual(before)
  goOn()

  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await expect(button).not.toHaveAttribute('aria-disabled', 'true')
})

test('where Google is not set up there is no button', async ({ page }) => {
  await page.route('**/login', async (route) => {
    const response = await route.fetch()
    const body = (await response.text()).replace(
      /(sign-in-methods" content=")[^"]*/,
      '$1password registration',
    )
    await route.fulfill({ response, body })
  })

  await page.goto('/login')

  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue with Google' })).toBeHidden()
  await expect(page.getByText('or', { exact: true })).toBeHidden()
})

test.describe('inside another app', () => {
  test.use({
    userAgent:
      'Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36',
  })

  test('the way to a browser stands in the place of Google, which would refuse', async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto('/login?next=%2Fsettings%2Factivity')

    await page.getByRole('button', { name: 'Copy link' }).click()

    await expect(page.getByText('Open this page in your browser')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Continue with Google' })).toBeHidden()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(page.url())
  })
})
