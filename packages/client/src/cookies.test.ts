import { setTimeout as pause } from 'node:timers/promises'
import { expect, inject, test } from 'vitest'
import { realServer } from '../test/real-server.ts'
import { password, refreshPath, signedIn } from '../test/signed-in.ts'
import { createClient, refusalFrom } from './index.ts'
import { storageKey } from './session-store.ts'

const logoutPath = '/api/auth/logout'
const inCookies = (serverUrl = inject('serverUrl')) => signedIn(serverUrl, 'cookies')

test('no token is readable by script, and none goes in a header', async () => {
  await using tab = await inCookies()
  const { rest, trpc, session } = tab.client

  const answers = [
    await rest.auth.login({ email: tab.user.email, password }),
    await trpc.auth.login.mutate({ email: tab.user.email, password }),
    await rest.auth.refresh(),
    await trpc.auth.refresh.mutate(),
    [...tab.storage.values()],
    [session.currentToken(), await session.token()],
  ]
  await rest.users.me()
  await trpc.users.me.query()

  const secrets = [...tab.proxy.cookies.values()]
  expect(secrets).toHaveLength(3)
  for (const secret of secrets) expect(JSON.stringify(answers)).not.toContain(secret)
  expect(JSON.stringify(answers)).not.toMatch(/eyJ|rt_/)
  expect(tab.proxy.seen.filter(({ headers }) => headers.authorization)).toEqual([])
  for (const { body } of tab.proxy.to(refreshPath)) expect(body.toString()).toBe('')
})

test('when the cookie has run out, 20 REST and 10 tRPC calls refresh once, and all are answered', async () => {
  await using tab = await inCookies()
  tab.proxy.cookies.delete('access_token')

  const answers = await Promise.all([
    ...Array.from({ length: 20 }, () => tab.client.rest.users.me()),
    ...Array.from({ length: 10 }, () => tab.client.trpc.users.me.query()),
  ])

  expect(answers.map(({ id }) => id)).toEqual(answers.map(() => tab.user.id))
  expect(tab.refreshes()).toBe(1)
  expect(tab.changes).toEqual([{ kind: 'refreshed' }])
})

test('a token that has expired in its cookie is refreshed once', async () => {
  await using server = await realServer({ ACCESS_TOKEN_SECONDS: '1' })
  await using tab = await inCookies(server.url)
  tab.alter({ expires_in: 1800 })
  await pause(6_500)

  await Promise.all([tab.client.rest.users.me(), tab.client.trpc.users.me.query()])

  expect(tab.refreshes()).toBe(1)
})

test('two tabs share the session: what one refreshes, the other does not', async () => {
  await using tab = await inCookies()
  const other = createClient({ url: tab.proxy.url, storage: 'cookies' })
  tab.alter({ received_at: Date.now() - 7_200_000 })

  await tab.client.rest.users.me()
  await other.rest.users.me()

  expect(tab.refreshes()).toBe(1)
  expect(other.session.userId()).toBe(tab.user.id)
})

test('signing out clears here at once, ends the session and removes the cookies', async () => {
  await using tab = await inCookies()
  const refreshToken = tab.proxy.cookies.get('refresh_token')

  const signingOut = tab.client.session.signOut()

  expect(tab.storage.has(storageKey)).toBe(false)
  await signingOut
  expect([...tab.proxy.cookies.keys()]).toEqual(['known_browser'])
  const answer = await fetch(`${inject('serverUrl')}${refreshPath}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: refreshToken }),
  })
  expect(await answer.json()).toMatchObject({ code: 'session_revoked' })
})

test('a session that the server has ended ends here, once', async () => {
  await using tab = await inCookies()
  tab.proxy.cookies.delete('access_token')
  tab.proxy.cookies.delete('refresh_token')

  const calls = [1, 2, 3].map(() => tab.client.rest.users.me())

  for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'signed_out' })
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'unauthenticated' }])
  expect(tab.refreshes()).toBe(1)
})

test('another user who signs in past this client is noticed at the next refresh', async () => {
  await using tab = await inCookies()
  const past = createClient({ url: tab.proxy.url, storage: 'memory' })
  const bob = await past.rest.auth.register({ email: `bob.${tab.user.email}`, password, name: 'Bob' })

  await expect(tab.client.session.refresh()).rejects.toMatchObject({ code: 'signed_out' })

  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'switched' }])
  expect(createClient({ url: tab.proxy.url, storage: 'cookies' }).session.userId()).toBe(bob.id)
})

test('what is asked for one user and answered for another, who signed in meanwhile, is not handed over', async () => {
  await using tab = await inCookies()
  const { rest, trpc } = tab.client
  const late = Promise.withResolvers<void>()
  tab.proxy.treat(async ({ path }, pass) => {
    if (path !== '/api/auth/register') await late.promise
    return pass()
  })

  const answers = [rest.users.me(), trpc.users.me.query(), rest.users.update({ name: ' ' })]
  await expect.poll(() => tab.proxy.seen).toHaveLength(3)
  const other = createClient({ url: tab.proxy.url, storage: 'cookies' })
  await other.rest.auth.register({ email: `bob.${tab.user.email}`, password, name: 'Bob' })
  late.resolve()

  const refused = await Promise.all(answers.map((answer) => answer.catch(refusalFrom)))
  expect(refused).toMatchObject(answers.map(() => ({ code: 'signed_out' })))
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'switched' }])
})

test('an app that used to keep tokens goes on with the cookies, and the tokens are gone', async () => {
  await using tab = await signedIn()
  const { refresh_token } = tab.stored()

  const client = createClient({ url: tab.proxy.url, storage: 'cookies' })

  await expect(client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
  expect(JSON.stringify([...tab.storage])).not.toContain(refresh_token)
})

test('back from Google, the session of the cookies stays in them', async () => {
  await using tab = await inCookies()
  tab.storage.delete(storageKey)

  await expect(tab.client.session.restore()).resolves.toBe(true)

  expect(tab.client.session.userId()).toBe(tab.user.id)
  expect(JSON.stringify([...tab.storage])).not.toMatch(/eyJ|rt_/)
})

test.each(['rest', 'trpc'] as const)(
  'signing in (%s) while a sign-out is slow keeps the new session',
  async (door) => {
    await using tab = await inCookies()
    const slow = Promise.withResolvers<void>()
    tab.proxy.treat(async ({ path }, pass) => {
      if (path === logoutPath) await slow.promise
      return pass()
    })
    const { rest, trpc, session } = tab.client
    const person = { email: tab.user.email, password }

    const leaving = session.signOut()
    const coming = door === 'rest' ? rest.auth.login(person) : trpc.auth.login.mutate(person)
    await pause(200)
    slow.resolve()
    await Promise.all([leaving, coming])

    await expect(rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
    expect(tab.proxy.cookies.has('refresh_token')).toBe(true)
  },
)

test('a sign-out without a connection is made up for by the next page, once', async () => {
  await using tab = await inCookies()
  tab.proxy.treat(() => 'drop')
  await tab.client.session.signOut()
  expect(tab.proxy.cookies.has('refresh_token')).toBe(true)
  tab.proxy.passAll()

  createClient({ url: tab.proxy.url, storage: 'cookies' })

  await expect.poll(() => [...tab.proxy.cookies.keys()]).toEqual(['known_browser'])
  await expect.poll(() => [...tab.storage.keys()]).toEqual([])
  createClient({ url: tab.proxy.url, storage: 'cookies' })
  await pause(100)
  expect(tab.proxy.to(logoutPath)).toHaveLength(2)
})

test('what a sign-out without a connection has left is not taken over', async () => {
  await using tab = await inCookies()
  tab.proxy.treat(() => 'drop')
  await tab.client.session.signOut()
  tab.proxy.passAll()

  await expect(tab.client.session.restore()).resolves.toBe(false)

  expect(tab.client.session.userId()).toBeNull()
})

test('what a sign-out has left that the server refuses to answer is not taken over either', async () => {
  await using tab = await inCookies()
  tab.proxy.treat(({ path }, pass) => (path === logoutPath ? { status: 502 } : pass()))
  await tab.client.session.signOut()

  await expect(tab.client.session.restore()).rejects.toMatchObject({ code: 'unreachable' })

  expect(tab.client.session.userId()).toBeNull()
})

test('a sign-in after a sign-out without a connection is not undone later', async () => {
  await using tab = await inCookies()
  tab.proxy.treat(({ path }, pass) => (path === logoutPath ? 'drop' : pass()))
  await tab.client.session.signOut()
  await tab.client.rest.auth.login({ email: tab.user.email, password })
  tab.proxy.passAll()
  tab.proxy.seen.length = 0

  const next = createClient({ url: tab.proxy.url, storage: 'cookies' })

  await expect(next.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
  expect(tab.proxy.to(logoutPath)).toEqual([])
  tab.storage.delete(storageKey)
  createClient({ url: tab.proxy.url, storage: 'cookies' })
  await expect(next.session.restore()).resolves.toBe(true)
  expect(tab.proxy.to(logoutPath)).toEqual([])
})
