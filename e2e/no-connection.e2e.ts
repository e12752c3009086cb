import type { Page } from '@playwright/test'
import { goTo, signUp } from './people.ts'
import { countShifts, shiftsOf } from './shifts.ts'
import { expect, repeated, test } from './test.ts'

const offlineLine = "You're offline. Changes will fail until you're back."

/** Lets no call through, as a server that is down does, until it is told to. */
async function takeServerDown(page: Page) {
  const down = (url: URL) => /^\/(api|trpc)\//.test(url.pathname)
  await page.route(down, (route) => route.abort())
  return () => page.unroute(down)
}

test('offline, a bar says so, and what is there stays readable, typed and signed in', async ({
  page,
  context,
}) => {
  await countShifts(page)
  const ada = await signUp(page)
  await goTo(page, 'Activity')
  await expect(page.getByText('Created the account')).toBeVisible()
  await goTo(page, 'Profile')
  await page.getByLabel('Name').fill('Ada King')
  const before = await shiftsOf(page)

  await context.setOffline(true)
  await expect(page.getByRole('status').filter({ hasText: offlineLine })).toBeVisible({ timeout: 2000 })
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('Ada King')
  await context.setOffline(false)

  await expect(page.getByText('Back online.')).toBeVisible()
  await expect(page.getByText('Back online.')).toBeHidden({ timeout: 10_000 })
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page).toHaveURL('/settings/profile')
  expect((await shiftsOf(page)) - before).toBeLessThan(0.05)
})

test('before signing in, the bar is there too', async ({ page, context }) => {
  await page.goto('/login')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()

  await context.setOffline(true)

  await expect(page.getByText(offlineLine)).toBeVisible()
  await context.setOffline(false)
  await expect(page.getByText('Back online.')).toBeVisible()
})

test('a server that stops answering is named, and the page goes on by itself once it is back', async ({
  page,
  baseURL,
}) => {
  const ada = await signUp(page)
  const bringUp = await takeServerDown(page)

  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")

  const { host } = new URL(baseURL ?? '')
  await expect(page.getByText(`Can't reach ${host}. Changes will fail until it's back.`)).toBeVisible()
  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  await bringUp()
  await expect(page.getByText('Back online.')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByLabel('Name')).toHaveValue('Ada King')
})

test('a refresh without an answer keeps the session and shows the bar', async ({ page }) => {
  const ada = await signUp(page)
  await page.route('**/api/auth/refresh', (route) => route.fulfill({ status: 502, body: 'Bad gateway' }))
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('runsite.session') ?? '{}')
    localStorage.setItem('runsite.session', JSON.stringify({ ...kept, received_at: 0 }))
  })

  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('button', { name: 'Save name' }).click()

  await expect(page.getByText(/^Can't reach .+ Changes will fail/)).toBeVisible()
  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  await page.unroute('**/api/auth/refresh')
  await expect(page.getByText('Back online.')).toBeVisible({ timeout: 20_000 })
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
})

for (const [what, answer] of [
  ['refuses connections', null],
  ['answers by its proxy alone', { status: 502, body: '<h1>Bad gateway</h1>' }],
] as const) {
  const again = answer ? repeated : {}
  test(
    `an account whose server ${what} says so, tries again by itself, and is still signed in`,
    again,
    async ({ page, baseURL }) => {
      const ada = await signUp(page)
      let calls = 0
      await page.route('**/trpc/**', (route) => {
        calls += 1
        return answer ? route.fulfill(answer) : route.abort()
      })
      await page.reload()

      const { host } = new URL(baseURL ?? '')
      await expect(page.getByRole('heading', { name: `Can't reach ${host}` })).toBeFocused()
      await expect(page.getByText(/^Trying again in \d+ s\.$/)).toBeVisible()
      const before = calls
      await expect.poll(() => calls).toBeGreaterThan(before)
      await expect(page.getByRole('heading', { name: `Can't reach ${host}` })).toBeVisible()
      await page.unroute('**/trpc/**')
      await page.getByRole('button', { name: 'Retry now' }).click()

      await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
    },
  )
}

test('a server that refuses what it has just issued is told to look at its clock and keys', async ({
  page,
}) => {
  await signUp(page)
  let refreshes = 0
  page.on('request', (request) => {
    if (request.url().endsWith('/api/auth/refresh')) refreshes += 1
  })
  await page.route('**/trpc/**', (route) =>
    route.continue({ headers: { ...route.request().headers(), authorization: 'Bearer x.y.z' } }),
  )

  await page.reload()

  const sentence = 'The server rejects sessions it has just issued. Check its clock and signing keys.'
  await expect(page.getByText(sentence)).toBeVisible()
  for (let tries = 0; tries < 3; tries += 1) {
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByText(sentence)).toBeVisible()
  }
  expect(refreshes).toBeLessThanOrEqual(2)
  expect(await page.evaluate(() => localStorage.getItem('runsite.session'))).not.toBeNull()
})
