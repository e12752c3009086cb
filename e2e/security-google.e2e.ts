import { alterAnswer, refuseWith } from './answers.ts'
import { continueAtGoogle, signUpWithGoogle, withoutGoogle } from './google-people.ts'
import { sendSignIn, signUp, somebody } from './people.ts'
import { expect, test } from './test.ts'

test('Google is not spoken of where the server has none', async ({ page }) => {
  await signUp(page)
  await withoutGoogle(page)

  await page.goto('/settings/security')

  await expect(page.getByLabel('New password')).toBeVisible()
  await expect(page.locator('#google')).toHaveCount(0)
})

test('Google is linked, and unlinked after a question', async ({ page }) => {
  await signUp(page)
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Link Google' }).click()
  await continueAtGoogle(page, somebody())
  await expect(page).toHaveURL('/settings/security#google')
  await expect(page.getByText('Google is linked')).toBeVisible()
  await expect(page.locator('#google')).toBeInViewport()
  await page.getByRole('button', { name: 'Unlink Google' }).click()
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()

  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink Google' }).click()

  await expect(page.getByText('Google is unlinked.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Google', exact: true })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Link Google' })).toBeVisible()
})

test('Google is not linked by who cancels there: said once, in place', async ({ page }) => {
  await signUp(page)
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Link Google' }).click()

  await page.getByRole('button', { name: 'Cancel' }).click()

  await expect(page.locator('#google').getByRole('alert')).toHaveText(
    'You cancelled at Google. Nothing changed.',
  )
  await expect(page).toHaveURL('/settings/security#google')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Link Google' })).toBeVisible()
  await expect(page.locator('#google').getByRole('alert')).toHaveCount(0)
})

test('Google is linked to one account only', async ({ page, browser }) => {
  const grace = somebody()
  const others = await browser.newPage()
  await signUpWithGoogle(others, grace)
  await signUp(page)
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Link Google' }).click()

  await continueAtGoogle(page, grace)

  await expect(page.locator('#google').getByRole('alert')).toContainText(
    'That Google account is linked to another account already.',
  )
})

test('a failure nobody has heard of is said in general', async ({ page }) => {
  await signUp(page)

  await page.goto('/settings/security?error=something_else#google')

  await expect(page.locator('#google').getByRole('alert')).toHaveText(
    'Google was not linked. Nothing changed. Try again.',
  )
})

test('a failure is said where Google is linked already, until that changes', async ({ page }) => {
  await signUp(page)
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Link Google' }).click()
  await continueAtGoogle(page, somebody())
  await expect(page.getByText('Google is linked')).toBeVisible()

  await page.goto('/settings/security?error=google_already_linked#google')

  await expect(page.locator('#google').getByRole('alert')).toHaveText(
    'Google was not linked again: it is linked already. To link another Google account, unlink this one first.',
  )
  await page.getByRole('button', { name: 'Unlink Google' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink Google' }).click()
  await expect(page.getByText("Google isn't linked")).toBeVisible()
  await expect(page.locator('#google').getByRole('alert')).toHaveCount(0)
})

test('Google asks for a new sign-in before it is linked, where the last is too old, and comes back', async ({
  page,
}) => {
  const ada = await signUp(page)
  await refuseWith(page, 'auth.google_url', 403, 'reauthentication_required')
  await page.goto('/settings/security#google')
  await page.getByRole('button', { name: 'Link Google' }).click()

  await page.locator('#google').getByRole('button', { name: 'Sign in again' }).click()

  await expect(page.getByText('Sign in again to go on.')).toBeVisible()
  await sendSignIn(page, ada.email, ada.password)
  await expect(page).toHaveURL('/settings/security#google')
})

for (const [status, code, sentence, way] of [
  [409, 'last_sign_in_method', 'Set a password first, then unlink Google.', 'link'],
  [403, 'reauthentication_required', 'Sign in again within 10 minutes', 'button'],
] as const) {
  test(`Google says why it cannot be unlinked, and leads on (${code})`, async ({ page }) => {
    await signUp(page)
    await alterAnswer(page, 'users.me', (me) => ({ ...me, has_google: true }))
    await refuseWith(page, 'users.unlink_google', status, code)
    await page.goto('/settings/security')
    await page.getByRole('button', { name: 'Unlink Google' }).click()

    await page.getByRole('alertdialog').getByRole('button', { name: 'Unlink Google' }).click()

    const refusal = page.getByRole('alertdialog').getByRole('alert')
    await expect(refusal).toContainText(sentence)
    await refusal.getByRole(way).click()
    await expect(page).toHaveURL(way === 'link' ? '/settings/security#password' : /\/login\?.*next=/)
  })
}
