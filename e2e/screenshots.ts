import { looks } from './looks.ts'
import { mailedLink } from './mails.ts'
import { signUp } from './people.ts'
import { expect, test } from './test.ts'

for (const { colorScheme, width, name } of looks) {
  test.describe(name, () => {
    test.use({ colorScheme, viewport: { width, height: 800 } })

    test('pictures of the pages before signing in', async ({ page }) => {
      const shoot = (title: string) =>
        page.screenshot({ path: `screenshots/${title}-${name}.png`, fullPage: true })

      await page.goto('/login?reason=signed_out_elsewhere')
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
      await shoot('sign-in')
      await page.getByLabel('Email').fill('ada@example.com')
      await page.getByLabel('Password', { exact: true }).fill('wrong one')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('alert')).toBeVisible()
      await shoot('sign-in-refused')
      await page.goto('/login?error=google_unlinked')
      await expect(page.getByRole('alert')).toBeVisible()
      await shoot('sign-in-google-error')
      await page.goto('/register')
      await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible()
      await shoot('sign-up')
      await page.getByRole('button', { name: 'Create account' }).click()
      await shoot('sign-up-errors')
      await page.getByLabel('Email').fill('countess@example.com')
      await page.getByLabel('Password', { exact: true }).fill('countess1')
      await expect(page.getByRole('meter')).toHaveText('Guessable')
      await shoot('sign-up-guessable')
      await page.getByLabel('Password', { exact: true }).fill('seven lively otters')
      await expect(page.getByRole('meter')).toHaveText('Strong')
      await shoot('sign-up-strong')
      await page.goto('/nowhere')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await shoot('not-found')
    })

    test('pictures of recovering an account', async ({ page }) => {
      const shoot = (title: string) =>
        page.screenshot({ path: `screenshots/${title}-${name}.png`, fullPage: true })

      await page.goto('/forgot-password')
      await page.getByLabel('Email').fill('ada.lovelace@gmail.com')
      await shoot('forgot-password')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
      await shoot('forgot-password-sent')
      await page.goto('/reset-password?token=unknown')
      await page.getByLabel('New password').fill('lovelace1')
      await expect(page.getByRole('meter')).toHaveText('Guessable')
      await shoot('reset-password')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
      await shoot('reset-password-dead')
      await page.reload()
      await expect(page.getByRole('heading', { name: 'Open the link again' })).toBeVisible()
      await shoot('reset-password-reloaded')
      await page.goto('/login?reason=password_changed')
      await expect(page.getByText('Your password was changed.')).toBeVisible()
      await shoot('reset-password-done')
    })

    test('pictures of verifying an address, and of the account', async ({ page }) => {
      const shoot = (title: string) =>
        page.screenshot({ path: `screenshots/${title}-${name}.png`, fullPage: true })

      await page.goto('/verify-email?token=unknown')
      await page.getByText("This wasn't me").click()
      await shoot('verify-email-signed-out')
      const ada = await signUp(page)
      await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
      await shoot('profile-unverified')
      await page.goto('/verify-email?token=unknown')
      await expect(page.getByText("You're signed in as")).toBeVisible()
      await shoot('verify-email-refused')
      await page.goto(await mailedLink(ada.email, 'verify-email'))
      await expect(page.getByText('is verified.')).toBeVisible()
      await shoot('verify-email-verified')
      await page.goto('/verify-email?token=unknown')
      await expect(page.getByRole('heading', { name: 'Already verified' })).toBeVisible()
      await shoot('verify-email-already')
      await page.goto('/settings/profile')
      await expect(page.getByLabel('Name')).toBeVisible()
      await shoot('profile')
      await page.getByRole('button', { name: 'Sign out' }).click()
      await expect(page.getByText('Last used')).toBeVisible()
      await shoot('sign-in-last-used')
    })
  })
}
