import { expect } from '@playwright/test'
import { mailedLink } from '../mails.ts'
import { signUp } from '../people.ts'
import type { Visit } from './visit.ts'

/** The pages that mailed links open, and those that ask for one. */
export const recoveryVisits: readonly Visit[] = [
  async function recoverAccount(page, look) {
    await page.goto('/forgot-password')
    await page.getByRole('button', { name: 'Send link' }).click()
    await expect(page.getByLabel('Email')).toHaveAccessibleDescription('Enter your email address.')
    await look('forgot-password-errors')
    await page.getByLabel('Email').fill('nobody.at.all@gmail.com')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
    await look('forgot-password-sent')
    await page.goto('/reset-password?token=unknown')
    for (const [password, word] of [
      ['short', 'Too short'],
      ['password!', 'Guessable'],
      ['seven lively otters', 'Strong'],
    ] as const) {
      await page.getByLabel('New password').fill(password)
      await expect(page.getByRole('meter')).toHaveText(word)
      await look(`reset-password-${word.toLowerCase().replace(' ', '-')}`)
    }
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    await look('reset-password-dead')
    await page.reload()
    await expect(page.getByRole('heading', { name: 'Open the link again' })).toBeVisible()
    await look('reset-password-reloaded')
    await page.goto('/login?reason=password_changed')
    await expect(page.getByText('Your password was changed.')).toBeVisible()
    await look('reset-password-done')
  },

  async function verifyEmail(page, look) {
    await page.goto('/verify-email?token=unknown')
    await page.getByText("This wasn't me").click()
    await look('verify-email-signed-out')
    const ada = await signUp(page)
    await page.getByRole('button', { name: 'Send it again' }).click()
    await expect(page.getByText('Sent.')).toBeVisible()
    await look('profile-unverified')
    await page.goto('/verify-email?token=unknown')
    await expect(page.getByText("You're signed in as")).toBeVisible()
    await look('verify-email-refused')
    await page.goto(await mailedLink(ada.email, 'verify-email', 2))
    await expect(page.getByRole('heading', { name: 'Email verified' })).toBeVisible()
    await look('verify-email-verified')
    await page.goto('/verify-email?token=unknown')
    await expect(page.getByRole('heading', { name: 'Already verified' })).toBeVisible()
    await look('verify-email-already')
  },
]
