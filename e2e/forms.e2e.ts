import { sendSignIn } from './people.ts'
import { expect, test } from './test.ts'

const problem = (status: number, code: string, headers: Record<string, string> = {}) => ({
  status,
  headers: { 'content-type': 'application/problem+json', ...headers },
  body: JSON.stringify({ type: 'about:blank', title: code, status, detail: 'x', code, request_id: 'r-1' }),
})

test('too many attempts are counted down, and then the button comes back', async ({ page }) => {
  await page.route('**/api/auth/login', (route) =>
    route.fulfill(problem(429, 'rate_limited', { 'retry-after': '2' })),
  )
  await page.goto('/login')

  await sendSignIn(page, 'ada@example.com', 'seven lively otters')

  await expect(page.getByRole('alert')).toContainText(/Too many attempts\..*Try again in 0:0[12]\./)
  const button = page.getByRole('button', { name: 'Sign in' })
  await expect(button).toHaveAttribute('aria-disabled', 'true')
  await expect(button).not.toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByRole('alert')).toHaveText('Too many attempts. You can try again now.')
  await expect(page.getByLabel('Email')).toHaveValue('ada@example.com')
})

test('without a connection the form keeps what was typed and says so', async ({ page }) => {
  await page.route('**/api/auth/login', (route) => route.abort())
  await page.goto('/login')

  await sendSignIn(page, 'ada@example.com', 'seven lively otters')

  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('seven lively otters')
})

test('while a form is under way, a second Enter sends nothing', async ({ page }) => {
  let sent = 0
  await page.route('**/api/auth/login', async (route) => {
    sent += 1
    await new Promise((resolve) => setTimeout(resolve, 500))
    await route.fulfill(problem(401, 'invalid_credentials'))
  })
  await page.goto('/login')
  await sendSignIn(page, 'ada@example.com', 'seven lively otters')
  await page.getByLabel('Password', { exact: true }).press('Enter')

  await expect(page.getByRole('alert')).toBeVisible()

  expect(sent).toBe(1)
})

test('the password can be shown, and is hidden again when it is sent', async ({ page }) => {
  await page.goto('/login')
  const field = page.getByLabel('Password', { exact: true })
  await field.fill('seven')
  await page.getByRole('button', { name: 'Show password' }).click()
  await expect(field).toHaveAttribute('type', 'text')
  await expect(page.getByRole('button', { name: 'Hide password' })).toHaveAttribute('aria-pressed', 'true')

  await sendSignIn(page, 'ada@example.com', 'seven')

  await expect(field).toHaveAttribute('type', 'password')
})

test('Caps Lock is spoken of while it is on', async ({ page }) => {
  await page.goto('/login')
  const field = page.getByLabel('Password', { exact: true })
  // A key as the browser reports it: no driver can turn the lock itself.
  const press = (modifierCapsLock: boolean) => field.dispatchEvent('keydown', { key: 'a', modifierCapsLock })
  await expect(page.getByText('Caps Lock is on.')).toHaveCount(0)

  await press(true)
  await expect(page.getByRole('status').filter({ hasText: 'Caps Lock is on.' })).toBeVisible()

  await press(false)
  await expect(page.getByText('Caps Lock is on.')).toHaveCount(0)
})
