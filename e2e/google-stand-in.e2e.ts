import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { openStandIn } from '@runsite/server/stand-in/open-stand-in'
import { looks } from './looks.ts'
import { expect, test as base } from './test.ts'

/** A test with a stand-in for Google beside the app, and the address where the app would send people to it. */
const test = base.extend<{ signInUrl: string }>({
  signInUrl: async ({ baseURL }, use) => {
    const web_url = baseURL ?? ''
    const redirect_uri = `${web_url}/api/auth/google/callback`
    const { issuer, client_id, close } = await openStandIn({
      port: 0,
      redirect_uris: [redirect_uri],
      web_url,
    })
    const query = new URLSearchParams({
      client_id,
      redirect_uri,
      response_type: 'code',
      scope: 'openid email profile',
      state: 'kept',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    })
    await use(`${issuer}/auth?${query}`)
    await close()
  },
})

const returns = (page: Page, pattern: RegExp) =>
  page.waitForRequest((request) => pattern.test(request.url()) && request.isNavigationRequest())

for (const { colorScheme, width, name } of looks) {
  test(`axe finds nothing on the stand-in’s pages (${name})`, async ({ page, signInUrl }) => {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })

    for (const address of [signInUrl, new URL('/', signInUrl).href, new URL('/choose/x', signInUrl).href]) {
      await page.goto(address)
      await expect(page.getByText('This is not Google')).toBeVisible()
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  })
}

test('someone chosen goes on to the app with a code, and is asked again the next time', async ({
  page,
  signInUrl,
}) => {
  await page.goto(signInUrl)
  const returned = returns(page, /\/api\/auth\/google\/callback\?.*code=.+&state=kept/)
  await page.getByRole('button', { name: 'ada@example.com' }).first().click()
  await returned

  await page.goto(signInUrl)

  await expect(page.getByRole('heading', { name: 'Choose who you are' })).toBeVisible()
})

test('someone typed in goes on by the keyboard; who cancels goes back refused', async ({
  page,
  signInUrl,
}) => {
  await page.goto(signInUrl)
  await page.getByLabel('Address', { exact: true }).fill('no address')
  await page.getByLabel('Name, or nothing').fill('Zoë')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alert')).toContainText('Type an address')
  await expect(page.getByLabel('Name, or nothing')).toHaveValue('Zoë')
  await page.getByLabel('Address', { exact: true }).fill('zoë@example.com')
  await page.getByLabel('The address is verified').uncheck()
  const typed = returns(page, /callback\?.*code=/)
  await page.keyboard.press('Enter')
  await typed

  await page.goto(signInUrl)
  const refused = returns(page, /callback\?.*error=access_denied/)
  await page.getByRole('button', { name: 'Cancel' }).click()

  await refused
})
