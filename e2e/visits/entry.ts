import { expect } from '@playwright/test'
import type { Visit } from './visit.ts'

/** The pages before signing in. */
export const entryVisits: readonly Visit[] = [
  async function signIn(page, look) {
    await page.goto('/login?reason=signed_out_elsewhere')
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
    await look('sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('sign-in-errors')
    await page.getByLabel('Email').fill('ada@example.com')
    await page.getByLabel('Password', { exact: true }).fill('wrong one')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('Wrong email or password.')
    await look('sign-in-refused')
    await page.goto('/login?error=google_unlinked')
    await expect(page.getByRole('alert')).toBeVisible()
    await look('sign-in-google-error')
  },

  async function signUp(page, look) {
    await page.goto('/register')
    await expect(page.getByRole('button', { name: 'Create account' })).toBeVisible()
    await look('sign-up')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('sign-up-errors')
    await page.getByLabel('Email').fill('countess@example.com')
    await page.getByLabel('Password', { exact: true }).fill('countess1')
    await expect(page.getByRole('meter')).toHaveText('Guessable')
    await look('sign-up-guessable')
  },

  async function notFound(page, look) {
    await page.goto('/nowhere')
    await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
    await look('not-found')
  },
]
