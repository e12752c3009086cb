import type { Page } from '@playwright/test'
import { realServer } from '../packages/client/test/real-server.ts'
import { fourCalls, openClient, register, requestsTo } from './client-page.ts'
import { alterStored, storedSession } from './stored-session.ts'
import { expect, repeated, test } from './test.ts'

test.use({ bypassCSP: true })
// A server of one's own takes its time to start.
test.describe.configure({ timeout: 90_000 })

const refreshPath = '/api/auth/refresh'

/** Five tabs of one browser, signed in as one person. */
async function fiveTabs(open: () => Promise<Page>) {
  const tabs = [await open()]
  for (let more = 0; more < 4; more += 1) tabs.push(await open())
  await register(tabs[0] as Page)
  return tabs
}

const endings = (page: Page) => page.evaluate(() => window.changes.filter(({ kind }) => kind === 'ended'))

for (const [number, host, isSecure] of [
  ['05', 'localhost', true],
  ['06', 'box.test', false],
] as const) {
  const again = isSecure ? {} : repeated
  test(
    `${number} on ${host}, five tabs whose token has run out are all answered, in one session`,
    again,
    async ({ context }) => {
      await using server = await realServer({ ACCESS_TOKEN_SECONDS: '2' }, host)
      const tabs = await fiveTabs(() => openClient(context, server.url))
      expect(await tabs[0]?.evaluate(() => isSecureContext && 'locks' in navigator)).toBe(isSecure)
      const id = await tabs[0]?.evaluate(() => window.client.session.userId())

      for (let round = 0; round < 3; round += 1) {
        await tabs[0]?.waitForFunction(() => window.client.session.state() === 'hard')
        const answers = await Promise.all(tabs.map(fourCalls))

        expect(answers.flat()).toEqual(Array.from({ length: 20 }, () => id))
      }

      expect(await tabs[0]?.evaluate(() => window.client.rest.sessions.list())).toMatchObject({ total: 1 })
      for (const tab of tabs) expect(await endings(tab)).toEqual([])
    },
  )

  test(
    `${number} on ${host}, five tabs that meet a 401 are all answered, in one session`,
    again,
    async ({ context }) => {
      await using server = await realServer({}, host)
      const tabs = await fiveTabs(() => openClient(context, server.url))
      const [first] = tabs as [Page]
      const id = await first.evaluate(() => window.client.session.userId())
      await alterStored(first, { access_token: 'x.y.z' })
      const refreshes = tabs.map((tab) => requestsTo(tab, refreshPath))

      const answers = await Promise.all(tabs.map(fourCalls))

      expect(answers.flat()).toEqual(Array.from({ length: 20 }, () => id))
      for (const ofOneTab of refreshes) expect(ofOneTab.length).toBeLessThanOrEqual(1)
      expect(await first.evaluate(() => window.client.rest.sessions.list())).toMatchObject({ total: 1 })
      for (const tab of tabs) expect(await endings(tab)).toEqual([])
    },
  )
}

test('07 when the refresh is refused, each of three tabs ends, once', async ({ context, baseURL }) => {
  const open = () => openClient(context, baseURL ?? '')
  const tabs = [await open(), await open(), await open()] as const
  await register(tabs[0])
  await tabs[0].evaluate(async () => {
    const { refresh_token } = JSON.parse(localStorage.getItem('runsite.session') ?? '{}')
    await fetch('/api/auth/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ refresh_token }),
    })
  })
  await alterStored(tabs[0], { received_at: 0 })
  // What one tab stores reaches the others a little later.
  for (const tab of tabs) await expect.poll(() => storedSession(tab)).toMatchObject({ received_at: 0 })

  const codes = await Promise.all(
    tabs.map((tab) =>
      tab.evaluate(async () => {
        const { rest, trpc } = window.client
        const calls = await Promise.allSettled([rest.users.me(), trpc.users.me.query(), rest.users.me()])
        return calls.map((call) => call.status === 'rejected' && call.reason.code)
      }),
    ),
  )

  expect(codes.flat()).toEqual(Array.from({ length: 9 }, () => 'signed_out'))
  for (const tab of tabs) {
    await expect.poll(() => endings(tab)).toHaveLength(1)
    expect(await tab.evaluate(() => localStorage.getItem('runsite.session'))).toBeNull()
  }
})

test('32 a tab that dies while it refreshes takes nothing along', async ({ context, baseURL }) => {
  const dying = await openClient(context, baseURL ?? '')
  const other = await openClient(context, baseURL ?? '')
  await register(dying)
  const hasRotated = Promise.withResolvers<void>()
  await dying.route(`**${refreshPath}`, async (route) => {
    await route.fetch()
    hasRotated.resolve()
  })
  await alterStored(dying, { received_at: 0 })
  void dying.evaluate(() => void window.client.rest.users.me().catch(() => {}))
  await hasRotated.promise

  await dying.close()

  expect(await fourCalls(other)).toHaveLength(4)
  expect(await other.evaluate(() => window.client.rest.sessions.list())).toMatchObject({ total: 1 })
  expect(await endings(other)).toEqual([])
})

test('34 an upload that meets a 401 midway is sent whole once more, and tells its progress', async ({
  context,
  baseURL,
}) => {
  const page = await openClient(context, baseURL ?? '')
  await register(page)
  await alterStored(page, { access_token: 'x.y.z' })
  const refreshes = requestsTo(page, refreshPath)
  const uploads: Promise<Record<string, string>>[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/avatar')) uploads.push(request.allHeaders())
  })
  const slow = await context.newCDPSession(page)
  await slow.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: -1,
    uploadThroughput: 2_000_000,
  })

  const { user, shares } = await page.evaluate(async () => {
    const pixel = Uint8Array.from(atob('R0lGODdhAQABAIAAAP///////ywAAAAAAQABAAACAkQBADs='), (character) =>
      character.charCodeAt(0),
    )
    const file = new Blob([pixel, new Uint8Array(4_000_000)])
    const shares: number[] = []
    const onProgress = (share: number) => shares.push(share)
    return { user: await window.client.rest.users.uploadAvatar(file, { onProgress }), shares }
  })

  expect(user.avatar_url).toContain('/api/avatars/')
  expect(refreshes).toHaveLength(1)
  expect(shares.at(-1)).toBe(1)
  expect(shares.length).toBeGreaterThan(3)
  const lengths = (await Promise.all(uploads)).map((headers) => Number(headers['content-length']))
  expect(lengths).toHaveLength(2)
  for (const length of lengths) expect(length).toBeGreaterThan(4_000_000)
})
