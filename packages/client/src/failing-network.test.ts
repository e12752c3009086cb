import { setTimeout as pause } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import type { Treatment } from '../test/proxy.ts'
import { badToken, password, refreshPath, signedIn, useFakeStorage } from '../test/signed-in.ts'
import { createClient, refusalFrom } from './index.ts'
import { storageKey } from './session-store.ts'

const onRefresh =
  (treatment: Treatment): Treatment =>
  (seen, pass) =>
    seen.path === refreshPath ? treatment(seen, pass) : pass()

test('08 a dropped connection keeps the session, which goes on once it is back', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(onRefresh(() => 'drop'))
  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'unreachable' })
  expect(tab.client.session.state()).toBe('degraded')
  tab.proxy.passAll()
  await pause(1_300)

  await expect(tab.client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
  expect(tab.client.session.state()).toBe('fresh')
})

test('09 when the refresh fails with a 500, ten requests ask once', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(onRefresh(() => ({ status: 500, body: '{}' })))

  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => tab.client.rest.users.me()))

  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
  expect(tab.refreshes()).toBe(1)
  expect(tab.client.session.userId()).toBe(tab.user.id)
})

test.each([
  ['in seconds', () => '3'],
  // Whole seconds: the date is at least 3 away.
  ['as a date', () => new Date(Date.now() + 4_000).toUTCString()],
])('10 a 429 is waited out for as long as it says, %s', async (_, retryAfter) => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  const body = JSON.stringify({ status: 429, code: 'rate_limited', detail: '' })
  tab.proxy.treat(onRefresh(() => ({ status: 429, headers: { 'retry-after': retryAfter() }, body })))
  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'unreachable' })
  tab.proxy.passAll()

  await pause(1_500)
  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'unreachable' })
  await pause(2_700)
  await tab.client.rest.users.me()

  expect(tab.refreshes()).toBe(2)
})

test('a pause lasts as long as it should, though the clock is put back meanwhile', async ({
  onTestFinished,
}) => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(onRefresh(() => 'drop'))
  await tab.client.rest.users.me().catch(() => {})
  tab.proxy.passAll()
  const realNow = Date.now
  onTestFinished(() => {
    Date.now = realNow
  })
  Date.now = () => realNow() - 7_200_000
  await pause(1_300)

  await expect(tab.client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
})

test('a refresh that fails while another tab’s succeeds harms nobody', async () => {
  await using tab = await signedIn()
  const theirs = { ...tab.stored(), refresh_token: 'rt_theirs' }
  tab.alter({ access_token: badToken })
  tab.proxy.treat(
    onRefresh(() => {
      tab.alter(theirs)
      return 'drop'
    }),
  )

  await expect(tab.client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })

  expect(tab.changes).toEqual([])
})

test('a refresh that fails after a sign-out elsewhere says no more of the session', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(
    onRefresh(() => {
      tab.storage.delete(storageKey)
      return 'drop'
    }),
  )

  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'signed_out' })

  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'signed_out_elsewhere' }])
})

test('a proxy that asks for patience is given it', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(onRefresh(() => ({ status: 503, headers: { 'retry-after': '30' }, body: 'Maintenance' })))

  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'unreachable' })
  await pause(1_300)
  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'unreachable' })

  expect(tab.refreshes()).toBe(1)
})

test.each([
  ['11 the page of a captive portal', 200, '<html>Welcome to the airport</html>'],
  ['12 a 403 of a proxy, without a code,', 403, 'Forbidden'],
  ['a 401 of a proxy, without a code,', 401, '{"message":"who are you"}'],
  ['a 413 of a proxy, without a code,', 413, '{"message":"Request Entity Too Large"}'],
])('%s in the place of a refresh keeps the session', async (_, status, body) => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(onRefresh(() => ({ status, body })))

  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'unreachable' })

  expect(tab.client.session.userId()).toBe(tab.user.id)
  expect(tab.changes).toEqual([{ kind: 'degraded' }])
})

test.each([
  ['of 70 kB', 'x'.repeat(70_000), 'payload_too_large'],
  ['of more characters than a token has', 'x'.repeat(1_100), 'validation_failed'],
  ['with a NUL in it', 'rt_\0', 'malformed_request'],
])('a refresh token %s, which the server does not read, ends the session once', async (_, token, reason) => {
  await using tab = await signedIn()
  tab.alter({ refresh_token: token, received_at: 0 })

  const refused = await Promise.all([1, 2].map(() => tab.client.rest.users.me().catch(refusalFrom)))

  expect(refused).toMatchObject([{ code: 'signed_out' }, { code: 'signed_out' }])
  expect(tab.changes).toEqual([{ kind: 'ended', reason }])
  expect(tab.storage.has(storageKey)).toBe(false)
  expect(tab.refreshes()).toBe(1)
})

test('the page of a captive portal is no answer to any call', async () => {
  await using tab = await signedIn()
  const headers = { 'content-type': 'text/html' }
  tab.proxy.treat(() => ({ status: 200, headers, body: '<html>Welcome to the airport</html>' }))
  const { rest, trpc } = tab.client

  const calls = [
    rest.users.me(),
    rest.sessions.revokeOthers(),
    rest.users.uploadAvatar(new Blob()),
    rest.auth.login({ email: tab.user.email, password }),
    trpc.users.me.query(),
    trpc.auth.login.mutate({ email: tab.user.email, password }),
  ]

  for (const outcome of await Promise.allSettled(calls)) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unreachable' } })
  }
})

test('28 where storage throws, the session lives in memory', async () => {
  await using tab = await signedIn()
  Object.defineProperty(globalThis, 'localStorage', {
    configurable: true,
    get: () => {
      throw new Error('SecurityError')
    },
  })
  const client = createClient({ url: inject('serverUrl') })

  await client.rest.auth.login({ email: tab.user.email, password })

  await expect(client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
  await client.session.signOut()
  await expect(client.rest.users.me()).rejects.toMatchObject({ code: 'signed_out' })
  useFakeStorage()
})
