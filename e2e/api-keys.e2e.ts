import {
  alterKeys,
  chooseDeed,
  daysFromNow,
  issueKey,
  keyList,
  openKeys,
  rowOf,
  sendNewKey,
  shownKey,
  statusWith,
} from './keys.ts'
import { signUp } from './people.ts'
import { expect, test } from './test.ts'

test.beforeEach(async ({ page }) => {
  await signUp(page)
})

test('a key is made, works at once, and is listed without its secret', async ({ page, request }) => {
  await openKeys(page)
  await expect(page.getByText('No API keys yet')).toBeVisible()
  await expect(
    page.getByText(/curl -H "Authorization: Bearer ak_live_…" http.+\/api\/users\/me/),
  ).toBeVisible()

  await sendNewKey(page, 'CI on build-01')
  const key = await shownKey(page)

  expect(await statusWith(request, key)).toBe(200)
  const origin = new URL(page.url()).origin
  await expect(page.getByLabel('Try it')).toHaveValue(
    `curl -H "Authorization: Bearer ${key}" ${origin}/api/users/me`,
  )
  await expect(page.getByLabel('For a .env file')).toHaveValue(`RUNSITE_API_KEY=${key}`)
  await page.getByRole('button', { name: "I've saved it" }).click()
  const row = rowOf(page, 'CI on build-01')
  await expect(row).toContainText(`ak_live_${key.slice(8, 16)}…`)
  await expect(row).toContainText('read')
  await expect(row).toContainText('Never used')
  await expect(row).toContainText("Created just now · can't be shown again")
})

test('a new key and a new secret can be cancelled, and nothing has happened', async ({ page }) => {
  await issueKey(page, 'CI')
  await openKeys(page)
  const prefix = await rowOf(page, 'CI').locator('code').textContent()
  const opener = page.getByRole('button', { name: 'Create API key' })

  await opener.click()
  await page.getByLabel('Name').fill('Another')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(opener).toBeFocused()
  await chooseDeed(page, 'CI', 'Rotate…')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Actions for CI' })).toBeFocused()

  await page.reload()
  await expect(rowOf(page, 'CI').locator('code')).toHaveText(prefix ?? '')
  await expect(rowOf(page, 'Another')).toHaveCount(0)
})

test('a key is shown once, and a slip does not lose it', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await openKeys(page)
  await sendNewKey(page, 'CI')
  const key = await shownKey(page)
  const field = page.getByLabel('API key', { exact: true }).and(page.locator('textarea'))
  const selected = () => page.evaluate(() => getSelection()?.toString())
  await expect(field).toBeFocused()
  expect(await selected()).toBe(key)

  await page.keyboard.press('Escape')
  await page.mouse.click(5, 5)
  await expect(page.getByRole('button', { name: 'Close' })).toHaveCount(0)
  await expect(field).toHaveValue(key)

  await page.getByRole('button', { name: 'Copy API key' }).click()
  await expect(page.getByText('Copied').first()).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(key)
  await page.keyboard.press('Escape')

  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Your keys' })).toBeFocused()
})

test('a copy that failed does not let the dialog close', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
    document.execCommand = () => false
  })
  await openKeys(page)
  await sendNewKey(page, 'CI')
  const key = await shownKey(page)

  await page.getByRole('button', { name: 'Copy API key' }).click()
  await expect(page.getByText('Press Ctrl+C to copy.')).toBeVisible()
  await page.keyboard.press('Escape')

  expect(await shownKey(page)).toBe(key)
  expect(await page.evaluate(() => getSelection()?.toString())).toBe(key)
})

test('a key that was shown is gone after a reload, and after Back', async ({ page }) => {
  await openKeys(page)
  await sendNewKey(page, 'Reloaded')
  await shownKey(page)

  await page.reload()

  await expect(rowOf(page, 'Reloaded')).toContainText("Created just now · can't be shown again")
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await sendNewKey(page, 'Left')
  const left = await shownKey(page)
  await page.goBack()
  await page.goForward()
  await expect(rowOf(page, 'Left')).toBeVisible()
  expect(await page.content()).not.toContain(left)
})

test('a browser that keeps the page for the way back keeps no key with it', async ({ page }) => {
  await openKeys(page)
  await sendNewKey(page, 'CI')
  const key = await shownKey(page)

  const kept = await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    return (
      [...document.querySelectorAll('textarea')].map(({ value }) => value).join() + document.body.innerHTML
    )
  })

  expect(kept).not.toContain(key)
})

test('a secret is in no address, no storage and no list', async ({ page }) => {
  const lists: string[] = []
  const addresses: string[] = []
  page.on('request', (sent) => addresses.push(sent.url()))
  page.on('response', (answer) => {
    if (keyList.test(answer.url())) void answer.text().then((text) => lists.push(text))
  })
  await openKeys(page)

  await sendNewKey(page, 'CI')
  const key = await shownKey(page)
  await page.getByRole('button', { name: "I've saved it" }).click()
  await page.reload()
  await expect(rowOf(page, 'CI')).toBeVisible()

  const secret = key.slice(16)
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(stored + addresses.join() + page.url()).not.toContain(secret)
  await expect.poll(() => lists.join()).toContain(key.slice(8, 16))
  expect(lists.join()).not.toMatch(new RegExp(`${secret}|plaintext|hash`))
})

test('a rotated key works beside its old secret for as long as was chosen', async ({ page, request }) => {
  const old = await issueKey(page, 'CI')
  await openKeys(page)

  await chooseDeed(page, 'CI', 'Rotate…')
  await expect(page.getByRole('radio', { name: '24 hours' })).toBeChecked()
  await page.getByRole('button', { name: 'Rotate key' }).click()
  const next = await shownKey(page)

  expect(next).not.toBe(old)
  expect([await statusWith(request, old), await statusWith(request, next)]).toEqual([200, 200])
  await expect(page.getByText(/The old key keeps working until \d+ \w+ \d{4}, \d\d:\d\d\./)).toBeVisible()
  await page.getByRole('button', { name: "I've saved it" }).click()
  await expect(page.getByRole('button', { name: 'Actions for CI' })).toBeFocused()
  await expect(rowOf(page, 'CI')).toContainText(`ak_live_${next.slice(8, 16)}…`)
  await expect(rowOf(page, 'CI')).toContainText(/Old key works until \d+ \w+ \d{4}, \d\d:\d\d/)
  await page.getByRole('link', { name: 'Profile' }).click()
  await page.getByRole('link', { name: 'API keys' }).click()
  await expect(rowOf(page, 'CI')).toContainText('Old key works until')
})

test('a key rotated for a leak is refused at once', async ({ page, request }) => {
  const old = await issueKey(page, 'CI')
  await openKeys(page)

  await chooseDeed(page, 'CI', 'Rotate…')
  await page.getByRole('radio', { name: 'Not at all' }).check()
  await page.getByRole('button', { name: 'Rotate key' }).click()
  const next = await shownKey(page)

  expect([await statusWith(request, old), await statusWith(request, next)]).toEqual([401, 200])
  await expect(page.getByText('The old key no longer works.')).toBeVisible()
  await page.getByRole('button', { name: "I've saved it" }).click()
  await expect(rowOf(page, 'CI')).not.toContainText('Old key works')
})

test('a revoked key is refused at once, after a question that says what used it', async ({
  page,
  request,
}) => {
  const key = await issueKey(page, 'CI')
  expect(await statusWith(request, key)).toBe(200)
  await openKeys(page)

  await chooseDeed(page, 'CI', 'Revoke…')
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('Revoke CI?')
  await expect(question).toContainText('Something used this key just now.')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Actions for CI' })).toBeFocused()
  expect(await statusWith(request, key)).toBe(200)
  await chooseDeed(page, 'CI', 'Revoke…')
  await page.getByRole('button', { name: 'Revoke key' }).click()

  await expect(page.getByText('No API keys yet')).toBeVisible()
  expect(await statusWith(request, key)).toBe(401)
  await expect(page.getByRole('heading', { name: 'Your keys' })).toBeFocused()
})

test('a revocation that fails says so, and can be tried again', async ({ page, request }) => {
  const key = await issueKey(page, 'CI')
  await openKeys(page)
  await page.route(/api_keys\.revoke/, (route) => route.abort(), { times: 1 })

  await chooseDeed(page, 'CI', 'Revoke…')
  await expect(page.getByRole('alertdialog')).toContainText('It was never used.')
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  expect(await statusWith(request, key)).toBe(200)
  await page.getByRole('button', { name: 'Revoke key' }).click()

  await expect(page.getByText('No API keys yet')).toBeVisible()
  expect(await statusWith(request, key)).toBe(401)
})

test('the expiry is a choice with its moment, and never is warned of', async ({ page }) => {
  await openKeys(page)
  await page.getByRole('button', { name: 'Create API key' }).click()
  const day = (at: Date) =>
    at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  const in90Days = new RegExp(`Expires ${day(new Date(daysFromNow(90)))}, \\d\\d:\\d\\d`)
  await expect(page.getByText(in90Days)).toBeVisible()
  await expect(page.getByRole('radio', { name: 'Read' })).toBeChecked()

  await page.getByLabel('Expires').selectOption('Never')
  await expect(page.getByText(/A key that never expires works until someone revokes it/)).toBeVisible()
  await page.getByLabel('Expires').selectOption('Custom date')
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByRole('alert')).toContainText('2 things need another look')
  await page.getByRole('link', { name: 'Choose the last day.' }).click()
  await expect(page.getByLabel('Last day')).toBeFocused()
  const year = new Date().getFullYear() + 2
  await page.getByLabel('Last day').fill(`${year}-02-22`)
  await expect(page.getByText(`Expires 22 Feb ${year}, 23:59`)).toBeVisible()
  await page.getByLabel('Name').fill('CI')
  await page.getByRole('radio', { name: 'Admin' }).check()
  await page.getByRole('button', { name: 'Create key' }).click()
  await shownKey(page)
  await page.getByRole('button', { name: "I've saved it" }).click()

  await expect(rowOf(page, 'CI')).toContainText(`22 Feb ${year}`)
  await expect(rowOf(page, 'CI')).toContainText('admin')
})

test('a last day that is past is refused, and no moment is promised beside that', async ({ page }) => {
  await openKeys(page)
  await page.getByRole('button', { name: 'Create API key' }).click()
  await page.getByLabel('Name').fill('CI')
  await page.getByLabel('Expires').selectOption('Custom date')
  await page.getByLabel('Last day').fill('2020-02-22')

  await page.getByRole('button', { name: 'Create key' }).click()

  await expect(page.getByText('Choose today or a later day.')).toBeVisible()
  await expect(page.getByText(/Expires 22 Feb/)).toHaveCount(0)
  const year = new Date().getFullYear() + 2
  await page.getByLabel('Last day').fill(`${year}-02-22`)
  await expect(page.getByText('Choose today or a later day.')).toHaveCount(0)
  await expect(page.getByText(`Expires 22 Feb ${year}, 23:59`)).toBeVisible()
})

test('a key is made, rotated and revoked by the keyboard alone', async ({ page, request }) => {
  await openKeys(page)
  await page.getByRole('button', { name: 'Create API key' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Name')).toBeFocused()
  await page.keyboard.type('CI')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: 'Write' })).toBeChecked()
  await page.keyboard.press('Enter')
  const key = await shownKey(page)
  await page.getByRole('button', { name: "I've saved it" }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Your keys' })).toBeFocused()

  // The way to the explorer, the button for the next key, the two times of the row, its menu, the first deed in it.
  for (let i = 0; i < 5; i++) await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Actions for CI' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('radio', { name: '24 hours' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Actions for CI' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')

  await expect(page.getByText('No API keys yet')).toBeVisible()
  expect(await statusWith(request, key)).toBe(401)
})

test('what the server refuses is said in a sentence', async ({ page }) => {
  for (let i = 1; i <= 99; i++) await issueKey(page, `Job ${i}`)
  const expires_at = new Date(Date.now() + 500).toISOString()
  const dead = await issueKey(page, 'Ended', { expires_at })
  await expect.poll(() => statusWith(page.request, dead)).toBe(401)
  // The page has not noticed yet.
  await alterKeys(page, () => ({ is_active: true, expires_at: null }))
  await openKeys(page)

  await chooseDeed(page, 'Ended', 'Rotate…')
  await page.getByRole('button', { name: 'Rotate key' }).click()
  await expect(page.getByRole('alert')).toContainText('This key has expired')
  await page.keyboard.press('Escape')
  await sendNewKey(page, 'One too many')

  await expect(page.getByRole('alert')).toContainText('You have 100 keys, as many as an account can hold.')
  await expect(page.getByLabel('Name')).toHaveValue('One too many')
})
