import { chooseDeed, issueKey, keyList, openKeys, rowOf, sendNewKey, shownKey } from './keys.ts'
import { signUp } from './people.ts'
import { expect, test } from './test.ts'
import type { Page } from '@playwright/test'

/** Lets a call reach the server, and drops its answer. */
async function loseAnswer(page: Page, call: RegExp) {
  await page.route(
    call,
    async (route) => {
      await route.fetch()
      await route.abort()
    },
    { times: 1 },
  )
}

test.beforeEach(async ({ page }) => {
  await signUp(page)
})

test('a key whose answer was lost is found in the list, and no second one is made', async ({ page }) => {
  await issueKey(page, 'CI')
  await openKeys(page)
  await loseAnswer(page, /api_keys\.create/)

  await sendNewKey(page, 'CI')

  await expect(page.getByRole('dialog')).toContainText('The key was made, its secret lost')
  await expect(page.getByRole('button', { name: 'Create key' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Get a new secret' })).toBeFocused()
  await page.keyboard.press('Enter')
  const key = await shownKey(page)
  await page.getByRole('button', { name: "I've saved it" }).click()
  await expect(page.getByRole('rowheader')).toHaveText([new RegExp(key.slice(8, 16)), /CI/])
})

test('a key that never reached the server is offered again, once the list has said so', async ({ page }) => {
  await openKeys(page)
  await page.route(/api_keys\.create/, (route) => route.abort(), { times: 1 })

  await sendNewKey(page, 'CI')

  await expect(page.getByRole('alert')).toContainText("Can't reach the server.")
  await expect(page.getByRole('dialog')).toContainText('Your list was read again: no key was made.')
  await page.getByRole('button', { name: 'Create key' }).click()
  await shownKey(page)
})

test('nothing is offered while the list cannot tell what became of a key', async ({ page }) => {
  await openKeys(page)
  await loseAnswer(page, /api_keys\.create/)
  await page.route(keyList, (route) => route.abort())
  let sent = 0
  page.on('request', (request) => {
    if (request.url().includes('api_keys.create')) sent += 1
  })

  await sendNewKey(page, 'CI')
  await expect(page.getByRole('alert')).toContainText('the key may have been made')
  await expect(page.getByRole('button', { name: 'Create key' })).toHaveCount(0)
  const check = page.getByRole('button', { name: 'Check the list' })
  await check.click()
  await expect(check).not.toHaveAttribute('aria-disabled')
  await expect(page.getByRole('alert')).toContainText('the key may have been made')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create API key' })).toHaveCount(0)
  await page.unroute(keyList)
  await page.getByRole('button', { name: 'Try again' }).click()

  await expect(rowOf(page, 'CI')).toContainText("can't be shown again")
  expect(sent).toBe(1)
})

test('a check of the list that comes through finds the key', async ({ page }) => {
  await openKeys(page)
  await loseAnswer(page, /api_keys\.create/)
  await page.route(keyList, (route) => route.abort(), { times: 1 })

  await sendNewKey(page, 'CI')
  await page.getByRole('button', { name: 'Check the list' }).click()

  await expect(page.getByRole('dialog')).toContainText('The key was made, its secret lost')
})

test('a rotation whose answer was lost says so, and what another would end', async ({ page, request }) => {
  const old = await issueKey(page, 'CI')
  await openKeys(page)
  await loseAnswer(page, /api_keys\.rotate/)

  await chooseDeed(page, 'CI', 'Rotate…')
  await page.getByRole('button', { name: 'Rotate key' }).click()
  await expect(page.getByRole('alert')).toContainText('the key has a new secret')
  await expect(page.getByRole('dialog')).toContainText('stops working at once')
  await page.getByRole('button', { name: 'Get a new secret' }).click()
  const next = await shownKey(page)

  const status = async (key: string) =>
    (await request.get('/api/users/me', { headers: { authorization: `Bearer ${key}` } })).status()
  expect([await status(old), await status(next)]).toEqual([401, 200])
})
