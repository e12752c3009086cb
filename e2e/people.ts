import { expect, type Page } from '@playwright/test'
import { storeSession } from './stored-session.ts'

let count = 0

/** Someone nobody has met yet. */
export function somebody() {
  count += 1
  return {
    name: 'Ada Lovelace',
    email: `ada.${Date.now().toString(36)}.${count}@example.com`,
    password: 'seven lively otters',
  }
}

/**
 * Opens an account past the form, and arrives at the profile as the form would: with the browser's cookies and the
 * tokens where the web app keeps them.
 */
export async function signUp(page: Page, person = somebody()) {
  const answer = await page.request.post('/api/auth/register', { data: person })
  // A page of the origin on which the app does not run: it would follow the change of its tokens.
  await page.goto('/healthz')
  await storeSession(page, answer)
  await page.goto('/settings/profile')
  await expect(page.getByLabel('Your account').getByText(person.email)).toBeVisible()
  await expect(page.locator('main [aria-busy=true]')).toHaveCount(0)
  return person
}

/** Opens an account by the form, and arrives at the profile. */
export async function signUpByForm(page: Page, person = somebody()) {
  await page.goto('/register')
  await page.getByLabel('Name').fill(person.name)
  await page.getByLabel('Email').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Profile' })).toBeVisible()
  return person
}

/** Fills the sign-in form and sends it. */
export async function sendSignIn(page: Page, email: string, password: string) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Signs out by the menu, from any page of the account. */
export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
}

/** Goes to another page of the account. */
export async function goTo(page: Page, place: 'Profile' | 'Security' | 'API keys' | 'Activity') {
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: place }).click()
}
