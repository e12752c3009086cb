import { somebody } from './people.ts'
import { expect, repeated, test } from './test.ts'

for (const scheme of ['access_token', 'api_key']) {
  const again = scheme === 'api_key' ? repeated : {}
  test(
    `the explorer takes an ${scheme}, and sends real requests with it`,
    again,
    async ({ page, request }) => {
      const ada = somebody()
      const { access_token } = await (await request.post('/api/auth/register', { data: ada })).json()
      const key = { name: 'explorer', scope: 'read' }
      const { plaintext_key } = await (await request.post('/api/api-keys', { data: key })).json()
      const credential = scheme === 'api_key' ? plaintext_key : access_token

      await page.goto('/docs')
      await page.getByRole('button', { name: 'Authorize' }).click()
      const form = page
        .locator('.auth-container')
        .filter({ has: page.locator('h4 code', { hasText: new RegExp(`^${scheme}$`) }) })
      await form.getByRole('textbox').fill(credential)
      await form.getByRole('button', { name: 'Apply credentials' }).click()
      await page.getByRole('button', { name: 'Close' }).last().click()
      const operation = page.locator('#operations-users-users_me')
      await operation.getByRole('button').first().click()
      await operation.getByRole('button', { name: 'Execute' }).click()

      await expect(operation.locator('.live-responses-table')).toContainText(ada.email)
      await expect(operation.locator('.curl-command')).toContainText(`Bearer ${credential}`)
    },
  )
}

test('every operation shows how to call it, and is found by the keyboard', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/docs')
  await expect(page.locator('#operations-auth-auth_login')).toBeVisible()

  await page.keyboard.press('/')
  await page.keyboard.type('new secret')

  const rotate = page.locator('#operations-api_keys-api_keys_rotate')
  await expect(page.locator('.opblock')).toHaveCount(1)
  await rotate.getByRole('button').first().click()
  await expect(rotate.getByRole('region', { name: 'curl' })).toContainText(
    '-H "Authorization: Bearer $ACCESS_TOKEN"',
  )
  await expect(rotate.getByRole('region', { name: 'fetch' })).toContainText("method: 'POST'")
  const typed = rotate.getByRole('region', { name: 'Typed client' })
  await expect(typed).toContainText('trpc.api_keys.rotate.mutate({')
  await typed.hover()
  await typed.locator('.copy-to-clipboard button').click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^await trpc\.api_keys\.rotate/)
})

test('the explorer is dark where the system is, or where the app was chosen to be', async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.goto('/docs')
  await expect(page.locator('.opblock').first()).toBeVisible()
  expect(await background()).toBe('rgb(28, 32, 34)')

  await page.evaluate(() => localStorage.setItem('runsite.theme', 'light'))
  await page.reload()
  await expect(page.locator('.opblock').first()).toBeVisible()
  expect(await background()).not.toBe('rgb(28, 32, 34)')

  await page.emulateMedia({ colorScheme: 'light' })
  await page.evaluate(() => localStorage.setItem('runsite.theme', 'dark'))
  await page.reload()
  await expect(page.locator('.opblock').first()).toBeVisible()
  expect(await background()).toBe('rgb(28, 32, 34)')
})
