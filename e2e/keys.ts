import { type APIRequestContext, expect, type Page } from '@playwright/test'
import { deleteElsewhere } from './delete-elsewhere.ts'

/** A key as its owner's list has it. */
export type ListedKey = {
  id: string
  name: string
  key_prefix: string
  is_active: boolean
  last_used_at: string | null
  expires_at: string | null
  created_at: string
}

/** The request for the list, alone or in a batch. */
export const keyList = /\/trpc\/[^?]*api_keys\.list/

/** A moment some days from now; before it where negative. */
export function daysFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString()
}

/** Makes a key of whoever is signed in, past the page. */
export async function issueKey(page: Page, name: string, more: object = {}): Promise<string> {
  const answer = await page.request.post('/api/api-keys', { data: { name, scope: 'read', ...more } })
  expect(answer.status()).toBe(201)
  return (await answer.json()).plaintext_key
}

/** Goes to the page of keys, and waits until it has them. */
export async function openKeys(page: Page) {
  await page.goto('/settings/api-keys')
  await expect(page.getByRole('button', { name: 'Create API key' })).toBeVisible()
}

/** Opens the form and sends it with a name. */
export async function sendNewKey(page: Page, name: string) {
  await page.getByRole('button', { name: 'Create API key' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Create key' }).click()
}

/** The secret on the screen, this once. */
export async function shownKey(page: Page): Promise<string> {
  const field = page.getByLabel('API key', { exact: true }).and(page.locator('textarea'))
  await expect(field).toHaveValue(/^ak_live_[0-9a-f]{64}$/)
  return field.inputValue()
}

/** Revokes a key past the page, which then reads its list anew as on coming back to its tab. */
export async function revokeElsewhere(page: Page, name: string) {
  const listed = await page.request.get('/api/api-keys')
  const { api_keys }: { api_keys: ListedKey[] } = await listed.json()
  const id = api_keys.find((key) => key.name === name)?.id
  await deleteElsewhere(page, `/api/api-keys/${id}`)
  await expect(rowOf(page, name)).toHaveCount(0)
}

/** What a program with this key is told, without any cookie. */
export async function statusWith(request: APIRequestContext, key: string): Promise<number> {
  const headers = { authorization: `Bearer ${key}` }
  return (await request.get('/api/users/me', { headers })).status()
}

/** The row of a key. */
export function rowOf(page: Page, name: string) {
  return page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
}

/** Chooses a deed of a key's menu. */
export async function chooseDeed(page: Page, name: string, deed: 'Rotate…' | 'Revoke…') {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: deed }).click()
}

/** Shows the page its keys as they would be at another time: what the server says, but for these changes. */
export async function alterKeys(page: Page, change: (key: ListedKey) => Partial<ListedKey>) {
  await page.route(keyList, async (route) => {
    const answer = await route.fetch()
    const batch = await answer.json()
    for (const { result } of batch) {
      const keys: ListedKey[] | undefined = result?.data?.api_keys
      for (const key of keys ?? []) Object.assign(key, change(key))
    }
    await route.fulfill({ response: answer, json: batch })
  })
}
