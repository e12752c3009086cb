import { signUpByForm, somebody } from './people.ts'
import { expect, test } from './test.ts'

test('the meter says how strong a password is, why, and what to do', async ({ page }) => {
  const field = page.getByLabel('Password', { exact: true })
  const meter = page.getByRole('meter', { name: 'Password strength' })
  await page.goto('/register')
  await page.getByLabel('Email').fill('countess@example.com')
  await expect(field).toHaveAccessibleDescription('At least 8 characters. A few unrelated words work well.')
  await expect(meter).toHaveAttribute('aria-valuenow', '0')

  for (const [password, word, step, advice] of [
    ['otters', 'Too short', 1, '2 characters more.'],
    ['password!', 'Guessable', 2, 'It contains a common password. Add a few unrelated words.'],
    ['countess1', 'Guessable', 2, 'It contains your email name. Add a few unrelated words.'],
    ['xkvqjwpzr', 'Good', 3, 'At least 8 characters. A few unrelated words work well.'],
    ['seven lively otters', 'Strong', 4, 'At least 8 characters. A few unrelated words work well.'],
  ] as const) {
    await field.fill(password)
    await expect(meter).toHaveAttribute('aria-valuetext', word)
    await expect(meter).toHaveAttribute('aria-valuenow', String(step))
    await expect(meter).toHaveText(word)
    await expect(field).toHaveAccessibleDescription(advice)
  }
  await expect(page.locator('[aria-live=polite]').filter({ hasText: 'Strong.' })).toHaveText('Strong.')
})

test('the meter never stands in the way, even when it cannot be fetched', async ({ page }) => {
  await page.route('**/assets/estimate-strength*', (route) => route.abort())

  await signUpByForm(page, { ...somebody(), password: 'xkvqjwpz' })

  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
})
