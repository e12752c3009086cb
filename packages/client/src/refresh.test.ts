import { setTimeout as pause } from 'node:timers/promises'
import axios from 'axios'
import { expect, inject, test } from 'vitest'
import { realServer } from '../test/real-server.ts'
import { badToken, refreshPath, signedIn } from '../test/signed-in.ts'
import { addSession, createClient } from './index.ts'

test('01 a token that has expired is refreshed once', async () => {
  await using server = await realServer({ ACCESS_TOKEN_SECONDS: '1' })
  await using tab = await signedIn(server.url)
  tab.alter({ expires_in: 1800 })
  await pause(6_500)

  const me = await tab.client.rest.users.me()

  expect(me.id).toBe(tab.user.id)
  expect(tab.refreshes()).toBe(1)
  expect(tab.proxy.to('/api/users/me')).toHaveLength(2)
})

test('02 20 REST and 10 tRPC calls with a bad token refresh once, and all are answered', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })

  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => tab.client.rest.users.me()),
    ...Array.from({ length: 10 }, () => tab.client.trpc.users.me.query()),
  ])

  expect(answers.map(({ id }) => id)).toEqual(answers.map(() => tab.user.id))
  expect(answers).toHaveLength(30)
  expect(tab.refreshes()).toBe(1)
})

test('03 two axios instances of an app and tRPC share one refresh', async () => {
  await using tab = await signedIn()
  const one = addSession(axios.create({ baseURL: tab.proxy.url }), tab.client.session)
  const two = addSession(axios.create(), tab.client.session)
  tab.alter({ access_token: badToken })

  await Promise.all([
    one.get('/api/users/me'),
    two.get(`${tab.proxy.url}/api/users/me`),
    tab.client.trpc.users.me.query(),
  ])

  expect(tab.refreshes()).toBe(1)
})

test('04 a 401 that arrives after the refresh causes no second one', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  let isFirst = true
  const late = Promise.withResolvers<void>()
  tab.proxy.treat(async ({ path }, pass) => {
    const answer = await pass()
    if (path === '/api/users/me' && isFirst) {
      isFirst = false
      await late.promise
    }
    return answer
  })

  const slow = tab.client.rest.users.me()
  await pause(50)
  await tab.client.rest.users.me()
  late.resolve()

  await expect(slow).resolves.toMatchObject({ id: tab.user.id })
  expect(tab.refreshes()).toBe(1)
})

test('13 a rotation whose answer was lost is made good by the next', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(async ({ path }, pass) => {
    const answer = await pass()
    return path === refreshPath ? 'drop' : answer
  })
  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'unreachable' })
  tab.proxy.passAll()
  await pause(1_300)

  await expect(tab.client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
})

test('20 a server that refuses the tokens it has just issued is not asked for ever', async () => {
  await using tab = await signedIn()
  tab.proxy.treat(async ({ path }, pass) => {
    if (path === refreshPath) return pass()
    return { status: 401, body: JSON.stringify({ status: 401, code: 'token_invalid', detail: '' }) }
  })

  for (let call = 0; call < 6; call += 1) {
    await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'token_invalid' })
  }

  expect(tab.refreshes()).toBe(2)
  expect(tab.client.session.userId()).toBe(tab.user.id)
})

test('25 a clock that is two hours off causes no refresh', async ({ onTestFinished }) => {
  const realNow = Date.now
  onTestFinished(() => {
    Date.now = realNow
  })
  for (const hours of [-2, 2]) {
    Date.now = () => realNow() + hours * 3_600_000
    await using tab = await signedIn()

    await tab.client.rest.users.me()

    expect(tab.refreshes()).toBe(0)
  }
})

test.each([-2, 2])('26 a clock that jumps by %d hours causes one refresh', async (hours) => {
  await using tab = await signedIn()
  tab.alter({ received_at: Date.now() - hours * 3_600_000 })

  await Promise.all([tab.client.rest.users.me(), tab.client.trpc.users.me.query()])
  await tab.client.rest.users.me()

  expect(tab.refreshes()).toBe(1)
})

test('27 of 260 calls while a refresh hangs at most 200 wait, and none for ever', {
  timeout: 20_000,
}, async () => {
  await using tab = await signedIn()
  tab.alter({ received_at: Date.now() - 7_200_000 })
  const hung = Promise.withResolvers<'drop'>()
  tab.proxy.treat(({ path }, pass) => (path === refreshPath ? hung.promise : pass()))
  let refusedAtOnce = 0

  const calls = Array.from({ length: 260 }, () => tab.client.rest.users.me())
  for (const call of calls) call.catch(() => (refusedAtOnce += 1))
  await pause(500)
  expect(refusedAtOnce).toBe(60)
  const outcomes = await Promise.allSettled(calls)
  hung.resolve('drop')

  expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true)
  expect(tab.refreshes()).toBe(1)
  expect(tab.client.session.userId()).toBe(tab.user.id)
})

test('31 shortly before its end a token is still used, and refreshed behind', async () => {
  await using tab = await signedIn()
  tab.alter({ received_at: Date.now() - 1_760_000 })
  const hung = Promise.withResolvers<void>()
  tab.proxy.treat(async ({ path }, pass) => {
    if (path === refreshPath) await hung.promise
    return pass()
  })
  const before = tab.stored().access_token

  await tab.client.rest.users.me()
  expect(tab.stored().access_token).toBe(before)
  hung.resolve()

  await expect.poll(() => tab.stored().access_token).not.toBe(before)
  expect(tab.refreshes()).toBe(1)
})

test('calls that need not wait for a hanging refresh take nobody’s place in the queue', async () => {
  await using tab = await signedIn()
  const hung = Promise.withResolvers<void>()
  tab.proxy.treat(async ({ path }, pass) => {
    if (path === refreshPath) await hung.promise
    return pass()
  })
  tab.alter({ received_at: Date.now() - 1_760_000 })
  await Promise.all(Array.from({ length: 250 }, () => tab.client.session.token()))
  tab.alter({ received_at: Date.now() - 7_200_000 })

  const waiting = tab.client.rest.users.me()
  hung.resolve()

  await expect(waiting).resolves.toMatchObject({ id: tab.user.id })
  expect(tab.refreshes()).toBe(1)
})

test('35 an API key in the place of a session is never refreshed', async () => {
  await using tab = await signedIn()
  const client = createClient({ url: tab.proxy.url, apiKey: `ak_live_${'0'.repeat(64)}` })

  await expect(client.rest.users.me()).rejects.toMatchObject({ status: 401 })

  expect(tab.refreshes()).toBe(0)
  expect(tab.stored().user_id).toBe(tab.user.id)
})

test('whoever signs in with an API key in the session’s place gets the answer, and the key goes on', async () => {
  await using tab = await signedIn()
  const { plaintext_key } = await tab.client.rest.apiKeys.create({ name: 'build', scope: 'read' })
  const client = createClient({ url: tab.proxy.url, apiKey: plaintext_key })

  const session = await client.rest.auth.login({ email: tab.user.email, password: 'seven lively otters' })

  expect(session.access_token).toMatch(/^eyJ/)
  expect([client.session.userId(), client.session.state()]).toEqual([null, 'anonymous'])
  await expect(client.rest.users.apiKey()).resolves.toMatchObject({ name: 'build' })
})

test.each([
  ['that no header may carry', 'ключ\u0001'],
  ['of 70 kB', 'x'.repeat(70_000)],
  ['of no characters', ''],
])('an access token %s, put into storage by somebody, is refreshed', async (_, access_token) => {
  await using tab = await signedIn()
  tab.proxy.cookies.clear()

  const { rest, trpc } = tab.client
  for (const ask of [() => rest.users.me(), () => trpc.users.me.query()]) {
    tab.alter({ access_token })
    await expect(ask()).resolves.toMatchObject({ id: tab.user.id })
  }

  expect(tab.refreshes()).toBe(2)
})

test('a session in memory leaves nothing in storage', async () => {
  await using tab = await signedIn()
  tab.storage.clear()
  const client = createClient({ url: inject('serverUrl'), storage: 'memory' })

  await client.rest.auth.login({ email: tab.user.email, password: 'seven lively otters' })

  await expect(client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
  expect(tab.storage.size).toBe(0)
})
