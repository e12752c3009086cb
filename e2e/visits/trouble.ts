import { expect, type Page } from '@playwright/test'
import { signUp } from '../people.ts'
import { storedSession } from '../stored-session.ts'
import type { Visit } from './visit.ts'

const saveName = async (page: Page) => {
  await page.getByLabel('Name').fill('Ada King')
  await page.getByRole('button', { name: 'Save name' }).click()
}

/** What stands over a page, or in its place, when more than a form has gone wrong. */
export const troubleVisits: readonly Visit[] = [
  async function lostSession(page, look) {
    await signUp(page)
    const { refresh_token } = await storedSession(page)
    await page.request.post('/api/auth/logout', { data: { refresh_token } })
    await saveName(page)
    await expect(page.getByRole('dialog', { name: 'Your session ended' })).toBeVisible()
    await look('session-ended')
  },

  async function otherUser(page, look) {
    await signUp(page)
    const other = await page.context().newPage()
    await other.goto('/settings/profile')
    await other.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('runsite.session') ?? 'null')
      const user_id = '01900000-0000-7000-8000-000000000000'
      localStorage.setItem('runsite.session', JSON.stringify({ ...kept, user_id }))
    })
    await expect(page.getByRole('button', { name: 'Reload' })).toBeVisible()
    await look('other-user')
  },

  async function offline(page, look) {
    await signUp(page)
    await page.context().setOffline(true)
    await saveName(page)
    await expect(page.getByText("You're offline.")).toBeVisible()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('offline')
  },

  async function serverGone(page, look) {
    await signUp(page)
    await page.route('**/trpc/**', (route) => route.abort())
    await page.reload()
    await expect(page.getByRole('heading', { name: /^Can't reach/ })).toBeVisible()
    await look('server-gone')
  },

  async function brokenPage(page, look) {
    await signUp(page)
    await page.route('**/trpc/*users.me*', async (route) => {
      const response = await route.fetch()
      const body = await response.json()
      for (const { result } of [body].flat()) if (result.data.email) result.data.created_at = 'never'
      await route.fulfill({ response, json: body })
    })
    await page.reload()
    await expect(page.getByRole('heading', { name: 'This part broke' })).toBeVisible()
    await look('broken-page')
  },

  async function googleUnreachable(page, look) {
    await page.route('**/api/auth/google/url*', (route) => route.abort())
    await page.goto('/login')
    await page.getByRole('button', { name: 'Continue with Google' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await look('google-unreachable')
    await page.route('**/api/auth/refresh', (route) => route.abort())
    await page.goto('/login/return')
    await expect(page.getByRole('alert')).toBeVisible()
    await look('google-return-failed')
  },
]
