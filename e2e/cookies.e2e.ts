import type { BrowserContext, Page } from '@playwright/test'
import { realServer } from '../packages/client/test/real-server.ts'
import { fourCalls, openClient, password, register, requestsTo } from './client-page.ts'
import { alterStored } from './stored-session.ts'
import { expect, repeated, test } from './test.ts'

test.use({ bypassCSP: true })
// A server of one's own takes its time to start.
test.describe.configure({ timeout: 90_000 })

/** Whatever a script of the page could read and send elsewhere. */
const readable = (page: Page) =>
  page.evaluate(() => JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]))

const twoTabs = async (context: BrowserContext, origin: string, url?: string) => {
  const options = { storage: 'cookies', ...(url && { url }) } as const
  return [await openClient(context, origin, options), await openClient(context, origin, options)] as const
}

test('with cookies only, tabs share a session of which no script can read a token', async ({ context }) => {
  await using server = await realServer({ ACCESS_TOKEN_SECONDS: '2' }, 'localhost')
  const [one, two] = await twoTabs(context, server.url)
  const headers: Record<string, string>[] = []
  context.on('request', (request) => headers.push(request.headers()))

  await register(one)
  await two.waitForFunction(() => window.client.session.userId() !== null)
  await one.waitForFunction(() => window.client.session.state() === 'hard')
  const answers = await Promise.all([fourCalls(one), fourCalls(two), fourCalls(one)])

  expect(new Set(answers.flat()).size).toBe(1)
  for (const tab of [one, two]) expect(await readable(tab)).not.toMatch(/eyJ|rt_|access_token=/)
  expect(headers.filter(({ authorization }) => authorization)).toEqual([])
  const cookies = await context.cookies()
  expect(cookies.map(({ name, httpOnly }) => [name, httpOnly]).toSorted()).toEqual([
    ['access_token', true],
    ['known_browser', true],
    ['refresh_token', true],
  ])
  expect(await two.evaluate(() => window.client.rest.sessions.list())).toMatchObject({ total: 1 })
})

test('with cookies only, a cookie that is gone is refreshed once for all who wait', async ({
  context,
  baseURL,
}) => {
  const [one] = await twoTabs(context, baseURL ?? '')
  await register(one)
  await context.clearCookies({ name: 'access_token' })
  const refreshes = requestsTo(one, '/api/auth/refresh')

  await Promise.all([fourCalls(one), fourCalls(one), fourCalls(one)])

  expect(refreshes).toHaveLength(1)
})

test('with cookies only, signing out in one tab ends the other and removes the cookies', async ({
  context,
  baseURL,
}) => {
  const [one, two] = await twoTabs(context, baseURL ?? '')
  await register(one)
  await two.waitForFunction(() => window.client.session.userId() !== null)

  await one.evaluate(() => window.client.session.signOut())

  await two.waitForFunction(() => window.client.session.endedReason() === 'signed_out_elsewhere')
  expect((await context.cookies()).map(({ name }) => name)).toEqual(['known_browser'])
  await expect(fourCalls(two)).rejects.toThrow('You are signed out.')
})

for (const storage of ['cookies', 'local'] as const) {
  const again = storage === 'local' ? repeated : {}
  test(
    `an app on another port of the site (${storage}) signs in, refreshes, restores and signs out`,
    again,
    async ({ context, baseURL }) => {
      const origin = baseURL ?? ''
      await using server = await realServer({ WEB_URL: origin }, 'localhost')
      const page = await openClient(context, origin, { url: server.url, storage })
      const email = await register(page)

      await alterStored(page, { received_at: 0 })
      const [id] = await fourCalls(page)
      await page.evaluate(() => localStorage.clear())
      const isRestored = await page.evaluate(() => window.client.session.restore())
      await alterStored(page, { received_at: 0 })
      const answers = await fourCalls(page)
      await page.evaluate(() => window.client.session.signOut())
      const isStillThere = await page.evaluate(() => window.client.session.restore())
      await page.evaluate((input) => window.client.rest.auth.login(input), { email, password })

      expect([isRestored, isStillThere]).toEqual([true, false])
      expect(answers).toEqual([id, id, id, id])
      expect(await fourCalls(page)).toEqual(answers)
      expect(await page.evaluate(() => window.client.rest.sessions.list())).toMatchObject({ total: 1 })
    },
  )
}
