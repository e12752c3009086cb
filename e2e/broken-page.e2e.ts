import type { Page } from '@playwright/test'
import { goTo, signUp } from './people.ts'
import { expect, test } from './test.ts'

/** Lets the server say something of a user that the profile's page cannot show. */
const spoilProfile = (page: Page, field: string, value: unknown) =>
  page.route('**/trpc/users.me**', async (route) => {
    const response = await route.fetch()
    const body = await response.json()
    for (const { result } of [body].flat()) result.data[field] = value
    await route.fulfill({ response, json: body })
  })

const reloads = (page: Page) => {
  const seen: string[] = []
  page.on('request', (request) => {
    if (request.isNavigationRequest()) seen.push(request.url())
  })
  return seen
}

/** As after a deployment: a part's file is gone, and the page names another script. */
async function deploy(page: Page) {
  await page.route('**/assets/api-keys-page-*.js', (route) => route.fulfill({ status: 404, body: '' }))
  await page.route(
    (url) => url.pathname === '/',
    (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<script type="module" src="/assets/index-new.js"></script>',
      }),
  )
}

test('a page that breaks leaves the rest standing, and can be reloaded by itself', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const ada = await signUp(page)
  await spoilProfile(page, 'created_at', 'never')
  await page.reload()

  await expect(page.getByRole('heading', { name: 'This part broke' })).toBeVisible()
  await expect(page.getByText(/^Error [0-9a-f]{8} · version \d+\.\d+\.\d+\+\S+/)).toBeVisible()
  await page.getByRole('button', { name: 'Copy details' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/version .+\n\/settings\/profile\n/)
  await goTo(page, 'Activity')
  await expect(page.getByText('Created the account')).toBeVisible()
  await goTo(page, 'Profile')
  await page.unroute('**/trpc/users.me**')
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await page.getByRole('button', { name: 'Reload the page' }).click()

  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
})

test('what the whole account stands in may break too', async ({ page }) => {
  await signUp(page)
  await spoilProfile(page, 'name', null)

  await page.reload()

  await expect(page.getByRole('heading', { name: 'This part broke' })).toBeVisible()
})

test('where even the page for errors breaks, something still says so', async ({ page }) => {
  await page.route('**/assets/index-*.js', async (route) => {
    const response = await route.fetch()
    const script = (await response.text()).replace(/([`"'])(Skip to content|This part broke)\1/g, '{}')
    // Not to be kept: the reload asks for the script anew.
    await route.fulfill({
      contentType: 'text/javascript',
      headers: { 'cache-control': 'no-store' },
      body: script,
    })
  })

  await page.goto('/login')

  await expect(page.getByRole('heading', { name: 'This page broke' })).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Runsite' })).toBeVisible()
})

test('after a deployment a page whose file is gone reloads once, and is there', async ({ page }) => {
  await signUp(page)
  await deploy(page)
  const seen = reloads(page)
  page.on('request', (request) => {
    if (request.isNavigationRequest()) void page.unroute('**/assets/api-keys-page-*.js')
  })

  await goTo(page, 'API keys')

  await expect(page.getByRole('heading', { name: 'API keys', level: 1 })).toBeVisible()
  await expect(page).toHaveURL('/settings/api-keys')
  expect(seen).toHaveLength(1)
})

test('a page that reloading does not bring back says that a new version is ready', async ({ page }) => {
  await signUp(page)
  await deploy(page)
  const seen = reloads(page)

  await goTo(page, 'API keys')

  await expect(page.getByRole('heading', { name: 'A new version is ready' })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Settings' })).toBeVisible()
  expect(seen).toHaveLength(1)
  await page.unroute('**/assets/api-keys-page-*.js')
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('heading', { name: 'API keys', level: 1 })).toBeVisible()
})

test('offline, a page that is not here yet waits for the connection, and nothing else is lost', async ({
  page,
  context,
}) => {
  await signUp(page)
  await expect(page.getByLabel('Name')).toBeVisible()
  const seen = reloads(page)
  await context.setOffline(true)

  await goTo(page, 'API keys')

  await expect(page.getByRole('heading', { name: "This page can't be loaded" })).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Settings' })).toBeVisible()
  expect(seen).toEqual([])
  await context.setOffline(false)
  await expect(page.getByRole('heading', { name: 'API keys', level: 1 })).toBeVisible()
})

test('an address with nothing behind it leads home', async ({ page }) => {
  await page.goto('/nowhere')
  await expect(page).toHaveTitle('Page not found · Runsite')

  await page.getByRole('link', { name: 'Go to the start' }).click()

  await expect(page).toHaveURL('/login')
})

test('an address with nothing behind it stands in the frame of the pages before signing in', async ({
  page,
}) => {
  const expectFrame = async (path: string) => {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
    await expect(page.getByRole('banner')).toHaveText('Runsite')
    await expect(page.getByRole('contentinfo').getByRole('radio', { name: 'Dark' })).toBeVisible()
  }

  await expectFrame('/nowhere')
  await signUp(page)
  await expectFrame('/nowhere')
  await expectFrame('/settings/nowhere')
})
