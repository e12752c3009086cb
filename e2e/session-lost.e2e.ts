import type { Page } from '@playwright/test'
import { sendSignIn, signOut, signUp, somebody } from './people.ts'
import { storedSession } from './stored-session.ts'
import { expect, test } from './test.ts'

/** Ends the session of a page on the server, as another device or an operator does. */
async function endElsewhere(page: Page) {
  const { refresh_token } = await storedSession(page)
  await page.request.post('/api/auth/logout', { data: { refresh_token } })
}

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Your session ended' })

/** Somebody whose session is lost while a name is typed, and noticed as it is saved. */
async function loseSession(page: Page) {
  const ada = await signUp(page)
  await page.getByLabel('Name').fill('Ada King')
  await endElsewhere(page)
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(dialogOf(page)).toBeVisible()
  return ada
}

test('who signs in again over a lost session goes on with everything that was typed', async ({ page }) => {
  const ada = await loseSession(page)
  const dialog = dialogOf(page)
  await expect(dialog.getByText('This session was signed out from another device.')).toBeVisible()
  await expect(dialog.getByLabel('Email')).toHaveValue(ada.email)
  await expect(dialog.getByLabel('Password', { exact: true })).toBeFocused()

  await page.keyboard.type(ada.password)
  await page.keyboard.press('Enter')

  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL('/settings/profile')
  await expect(page.getByLabel('Name')).toHaveValue('Ada King')
  await expect(page.getByRole('button', { name: 'Save name' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Name')).toHaveValue('Ada King')
})

test('a wrong password keeps the dialog and what is behind it', async ({ page }) => {
  const ada = await loseSession(page)

  await page.keyboard.type('not the otters')
  await page.keyboard.press('Enter')

  const dialog = dialogOf(page)
  await expect(dialog.getByRole('alert')).toHaveText('Wrong email or password.')
  await expect(dialog.getByLabel('Email')).toHaveValue(ada.email)
  await expect(dialog.getByLabel('Password', { exact: true })).toHaveValue('')
})

test('the page behind can be neither reached nor uncovered', async ({ page }) => {
  await loseSession(page)

  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
  const reached = new Set<string | undefined>()
  for (let steps = 0; steps < 12; steps += 1) {
    await page.keyboard.press('Tab')
    reached.add(
      await page.evaluate(() => {
        const at = document.activeElement
        return at === document.body || at?.closest('dialog') ? 'dialog' : at?.outerHTML
      }),
    )
  }

  await expect(dialogOf(page)).toBeVisible()
  expect([...reached]).toEqual(['dialog'])
})

test('the sign-in page is there too, and leads back', async ({ page }) => {
  const ada = await loseSession(page)

  await page.getByRole('link', { name: 'Go to the sign-in page' }).click()

  await expect(page).toHaveURL('/login?reason=session_revoked&next=%2Fsettings%2Fprofile')
  await expect(page.getByLabel('Email')).toHaveValue(ada.email)
  await sendSignIn(page, ada.email, ada.password)
  await expect(page).toHaveURL('/settings/profile')
})

test('another user who signs in there finds nothing of the first', async ({ page, context }) => {
  const grace = somebody()
  await signUp(page, grace)
  await signOut(page)
  const ada = await loseSession(page)
  const other = await context.newPage()
  await other.goto('/settings/activity')
  await expect(other).toHaveURL(/\/login/)

  await dialogOf(page).getByLabel('Email').fill(grace.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(grace.password)
  await page.keyboard.press('Enter')

  await expect(dialogOf(page)).toBeHidden()
  await expect(page.getByLabel('Your account').getByText(grace.email)).toBeVisible()
  await expect(page.getByText(ada.email)).toBeHidden()
  await expect(page.getByLabel('Name')).toHaveValue(grace.name)
})

test('a refused refresh ends a page in the same way, and in every tab', async ({ page, context }) => {
  const ada = await signUp(page)
  const other = await context.newPage()
  await other.goto('/settings/profile')
  await other.getByLabel('Name').fill('Ada of the other tab')
  await endElsewhere(page)
  await page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('runsite.session') ?? '{}')
    localStorage.setItem('runsite.session', JSON.stringify({ ...kept, received_at: 0 }))
  })

  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(dialogOf(page)).toBeVisible()
  await expect(dialogOf(other)).toBeVisible()
  await page.bringToFront()
  await dialogOf(page).getByLabel('Password', { exact: true }).fill(ada.password)
  await page.keyboard.press('Enter')

  await expect(dialogOf(page)).toBeHidden()
  await expect(dialogOf(other)).toBeHidden()
  await expect(other.getByLabel('Name')).toHaveValue('Ada of the other tab')
})

test('when another user takes the place of the first, a tab of the first shows and sends nothing', async ({
  page,
  context,
}) => {
  const grace = somebody()
  await signUp(page, grace)
  await signOut(page)
  const ada = await signUp(page)
  const session = await (
    await page.request.post('/api/auth/login', { data: { email: grace.email, password: grace.password } })
  ).json()
  const other = await context.newPage()
  await other.goto('/register')
  await expect(other).toHaveURL('/settings/profile')
  await expect(page.getByLabel('Your account').getByText(ada.email)).toBeVisible()
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.url()))

  await other.evaluate(({ id, access_token, refresh_token, expires_in }) => {
    const kept = { user_id: id, access_token, refresh_token, expires_in, received_at: Date.now() }
    localStorage.setItem('runsite.session', JSON.stringify(kept))
  }, session)

  await expect(page.getByRole('heading', { name: 'Another account signed in' })).toBeFocused()
  await expect(page.getByText(ada.email)).toBeHidden()
  await expect(page.getByRole('navigation')).toBeHidden()
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  expect(sent).toEqual([])
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByLabel('Your account').getByText(grace.email)).toBeVisible()
})

test('without a session, a page of the account leads to the sign-in page once', async ({ page }) => {
  await signUp(page)
  await endElsewhere(page)
  const visited: string[] = []
  page.on('framenavigated', (frame) => visited.push(new URL(frame.url()).pathname))

  await page.goto('/settings/activity?show=security')

  await expect(page).toHaveURL('/login?reason=session_revoked&next=%2Fsettings%2Factivity%3Fshow%3Dsecurity')
  await expect(page.getByText('This session was signed out from another device.')).toBeVisible()
  expect(visited.filter((path) => path === '/login')).toHaveLength(1)
})
