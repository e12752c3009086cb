import type { Page } from '@playwright/test'
import { issueKey, keyList } from './keys.ts'
import { goTo, signUp } from './people.ts'
import { expect, test } from './test.ts'

async function openActivity(page: Page) {
  await goTo(page, 'Activity')
  await expect(page.getByRole('heading', { name: 'Activity', level: 1 })).toBeVisible()
}

/** Changes something many times, as the person who is signed in on the page. */
async function rename(page: Page, times: number) {
  await page.evaluate(async (count) => {
    const { access_token } = JSON.parse(localStorage.getItem('runsite.session') ?? '{}')
    for (let at = 0; at < count; at++) {
      await fetch('/api/users/me', {
        method: 'PATCH',
        headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: `Ada ${at}` }),
      })
    }
  }, times)
}

test('the record says what happened, and opens to the request behind it', async ({ page }) => {
  await signUp(page)

  await openActivity(page)
  const entry = page.locator('details', { hasText: 'Created the account' })
  await entry.locator('summary').press('Enter')

  await expect(page.locator('details')).toHaveText([
    /Signed in with a password from Chrome/,
    /Created the account/,
  ])
  await expect(entry.getByRole('definition').filter({ hasText: '127.0.0.1' })).toBeVisible()
  await expect(entry.getByText(/^[0-9a-f-]{36}$/)).toBeVisible()
  await expect(entry.getByRole('button', { name: 'Copy request id' })).toBeVisible()
  await entry.getByRole('link', { name: "This wasn't me" }).click()
  await expect(page).toHaveURL('/settings/security#devices')
})

test('failed sign-ins from one place are one entry', async ({ page, request }) => {
  const { email } = await signUp(page)
  for (let tries = 0; tries < 3; tries++) {
    await request.post('/api/auth/login', { data: { email, password: 'not the otters' } })
  }

  await openActivity(page)

  const entry = page.locator('summary', { hasText: 'failed' })
  await expect(entry).toHaveText(/^3 failed sign-ins from 127\.0\.0\.1(?:(?!127).)*$/)
})

test('older entries come when asked for, fifty at a time, and a reload goes on from there', async ({
  page,
}) => {
  await signUp(page)
  await rename(page, 60)

  await openActivity(page)
  await expect(page.locator('details')).toHaveCount(50)
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect(page.locator('details')).toHaveCount(62)
  await expect(page.getByRole('button', { name: 'Load more' })).toBeHidden()
  await expect(page).toHaveURL(/cursor=/)
  await page.reload()

  await expect(page.locator('details')).toHaveCount(12)
  await page.getByRole('link', { name: 'Show the newest' }).click()
  await expect(page.locator('details')).toHaveCount(50)
})

test('an address that was cut off offers the newest entries, and nothing that cannot help', async ({
  page,
}) => {
  await signUp(page)

  await page.goto('/settings/activity?cursor=01900000-0000')

  await expect(page.getByText('No entries at this address')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Show the newest' }).press('Enter')
  await expect(page.locator('details')).toHaveCount(2)
  await expect(page).toHaveURL('/settings/activity')
  await expect(page.getByRole('heading', { name: 'Entries' })).toBeFocused()
})

test('a filter with nothing to show says how to see the rest', async ({ page }) => {
  await signUp(page)
  await openActivity(page)

  await page.getByRole('link', { name: 'API keys' }).last().click()

  await expect(page).toHaveURL('/settings/activity?show=api-keys')
  const kinds = page.getByRole('navigation', { name: 'Kinds of activity' })
  await expect(kinds.locator('[aria-current]')).toHaveText(['API keys'])
  await expect(page.getByText('Nothing of this kind')).toBeVisible()
  await expect(page.getByText('Choose “All” to see the others.', { exact: true })).toBeVisible()
})

test('what a program did names its key, and says where that was revoked', async ({ page, request }) => {
  await signUp(page)
  const key = await issueKey(page, 'CI', { scope: 'write' })
  const headers = { authorization: `Bearer ${key}` }
  await request.patch('/api/users/me', { headers, data: { name: 'Ada King' } })
  const { promise: isSeen, resolve: goOn } = Promise.withResolvers<void>()
  await page.route(keyList, async (route) => {
    await isSeen
    await route.continue()
  })
  const renamed = page.locator('details', { hasText: 'Changed the name' })

  await openActivity(page)

  await expect(renamed.getByText('via')).toHaveText('via an API key')
  goOn()
  await expect(renamed).toContainText('via API key “CI”')
  await request.delete('/api/users/me/api-key', { headers })
  await goTo(page, 'Profile')
  await goTo(page, 'Activity')
  await expect(renamed).toContainText('via an API key revoked since')
})

test('a record that cannot be read says so, and can be tried again', async ({ page }) => {
  await signUp(page)
  await page.route('**/trpc/*users.events*', (route) => route.abort())

  await openActivity(page)
  await expect(page.getByRole('alert')).toContainText("Can't reach the server")
  await page.unroute('**/trpc/*users.events*')
  await page.getByRole('button', { name: 'Try again' }).click()

  await expect(page.locator('details')).toHaveCount(2)
})
