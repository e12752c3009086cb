import { signUp } from './people.ts'
import { alterStored } from './stored-session.ts'
import { expect, test } from './test.ts'

const about = 'Your account'

test('a new name is shown at once, and taken back with a word where saving fails', async ({ page }) => {
  await signUp(page)
  const held = Promise.withResolvers<void>()
  await page.route('**/trpc/users.update**', async (route) => {
    await held.promise
    await route.abort()
  })
  await page.getByLabel('Name').fill('Ada King')
  await expect(page.getByText('Unsaved changes')).toBeVisible()
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByLabel(about)).toContainText('Ada King')

  held.resolve()

  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await expect(page.getByLabel(about)).toContainText('Ada Lovelace')
  await expect(page.getByLabel('Name')).toHaveValue('Ada King')
  await page.unroute('**/trpc/users.update**')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.reload()
  await expect(page.getByLabel(about)).toContainText('Ada King')
})

test('a name saved in one tab arrives in the other, unless something is typed there', async ({
  page,
  context,
}) => {
  await signUp(page)
  const idle = await context.newPage()
  const busy = await context.newPage()
  for (const tab of [idle, busy]) await tab.goto('/settings/profile')
  await busy.getByLabel('Name').fill('Countess')

  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('button', { name: 'Save name' }).click()

  await expect(idle.getByLabel('Name')).toHaveValue('Ada King')
  await expect(busy.getByLabel(about)).toContainText('Ada King')
  await expect(busy.getByLabel('Name')).toHaveValue('Countess')
})

test('leaving with a name unsaved asks first, and staying keeps what was typed', async ({ page }) => {
  await signUp(page)
  await page.getByLabel('Name').fill('Ada King')
  const security = page.getByRole('navigation').getByRole('link', { name: 'Security' })
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await security.click()
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(page).toHaveURL('/settings/profile')
  await expect(page.getByLabel('Name')).toHaveValue('Ada King')

  await security.click()
  await question.getByRole('button', { name: 'Discard changes' }).click()

  await expect(page).toHaveURL('/settings/security')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Security')
  await page.goBack()
  await expect(page.getByLabel('Name')).toHaveValue('Ada Lovelace')
})

test('closing the tab asks only while a name is unsaved', async ({ page }) => {
  await signUp(page)
  const questions: string[] = []
  page.on('dialog', (dialog) => {
    questions.push(dialog.type())
    void dialog.accept()
  })
  await page.getByLabel('Name').fill('Ada King')
  await page.reload()
  expect(questions).toEqual(['beforeunload'])

  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Name')).toHaveValue('Ada King')

  expect(questions).toHaveLength(1)
})

test('a session that ends elsewhere leaves no question behind', async ({ page }) => {
  await signUp(page)
  await page.getByLabel('Name').fill('Ada King')
  await alterStored(page, { access_token: 'x.y.z', refresh_token: 'rt_x' })

  await page.getByRole('button', { name: 'Save name' }).click()

  await expect(page.getByRole('heading', { name: 'Your session ended' })).toBeVisible()
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})
