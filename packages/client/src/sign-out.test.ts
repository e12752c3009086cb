import { setTimeout as pause } from 'node:timers/promises'
import { expect, inject, onTestFinished, test, vi } from 'vitest'
import { badToken, password, refreshPath, signedIn } from '../test/signed-in.ts'
import { createClient, refusalFrom } from './index.ts'
import { storageKey } from './session-store.ts'

test('without a session a guarded call is refused here, and nothing is sent', async () => {
  await using tab = await signedIn()
  await tab.client.session.signOut()
  tab.proxy.seen.length = 0

  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'signed_out' })
  const viaTrpc = await tab.client.trpc.users.me.query().catch(refusalFrom)

  expect(viaTrpc).toMatchObject({ code: 'signed_out' })
  expect(tab.proxy.seen).toEqual([])
})

test('14 a sign-out in another tab during a refresh is not undone by its answer', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(async ({ path }, pass) => {
    const answer = await pass()
    if (path === refreshPath) tab.storage.delete(storageKey)
    return answer
  })

  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'signed_out' })

  expect(tab.storage.has(storageKey)).toBe(false)
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'signed_out_elsewhere' }])
})

test('15 signing out with requests waiting refuses them all', async () => {
  await using tab = await signedIn()
  tab.alter({ received_at: Date.now() - 7_200_000 })
  const hung = Promise.withResolvers<'drop'>()
  tab.proxy.treat(({ path }, pass) => (path === refreshPath ? hung.promise : pass()))
  const rest = Array.from({ length: 5 }, () => tab.client.rest.users.me().catch(refusalFrom))
  const trpc = Array.from({ length: 5 }, () => tab.client.trpc.users.me.query().catch(refusalFrom))
  await pause(100)

  await tab.client.session.signOut()

  const outcomes = await Promise.all([...rest, ...trpc])
  expect(outcomes).toHaveLength(10)
  for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 'signed_out' })
  expect(tab.proxy.to('/api/users/me')).toEqual([])
  hung.resolve('drop')
})

test('16 signing out clears at once, though the server cannot be told', async () => {
  await using tab = await signedIn()
  tab.proxy.treat(() => 'drop')

  const signingOut = tab.client.session.signOut()

  expect(tab.storage.has(storageKey)).toBe(false)
  expect(tab.client.session.state()).toBe('ended')
  await expect(signingOut).resolves.toBeUndefined()
})

test('signing out ends the session on the server', async () => {
  await using tab = await signedIn()
  const { refresh_token } = tab.stored()

  await tab.client.trpc.auth.logout.mutate()

  const answer = await fetch(`${inject('serverUrl')}/api/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token }),
  })
  expect(await answer.json()).toMatchObject({ code: 'session_revoked' })
})

test('17 another user who signs in elsewhere during a refresh keeps their session', async () => {
  await using tab = await signedIn()
  const theirs = JSON.stringify({ ...tab.stored(), user_id: 'somebody-else' })
  tab.alter({ access_token: badToken })
  tab.proxy.treat(async ({ path }, pass) => {
    const answer = await pass()
    if (path === refreshPath) tab.storage.set(storageKey, theirs)
    return answer
  })

  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'signed_out' })

  expect(tab.storage.get(storageKey)).toBe(theirs)
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'switched' }])
})

test('signing out signs nobody else out who has signed in in another tab', async () => {
  await using tab = await signedIn()
  tab.alter({ user_id: 'somebody-else' })
  const theirs = tab.storage.get(storageKey)

  await tab.client.session.signOut()

  expect(tab.storage.get(storageKey)).toBe(theirs)
  expect(tab.proxy.seen).toEqual([])
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'switched' }])
})

test('a listener that throws keeps nothing from the others', async () => {
  await using tab = await signedIn()
  const { session } = tab.client
  const faults: unknown[] = []
  const real = globalThis.queueMicrotask
  vi.stubGlobal('queueMicrotask', (act: () => void) =>
    real(() => {
      try {
        act()
      } catch (fault) {
        faults.push(fault)
      }
    }),
  )
  onTestFinished(() => void vi.unstubAllGlobals())
  const heard: string[] = []
  session.subscribe(() => {
    throw new Error('A fault of the app.')
  })
  session.subscribe(({ kind }) => heard.push(kind))

  await session.signOut()

  expect(heard).toEqual(['ended'])
  expect(faults).toMatchObject([{ message: 'A fault of the app.' }])
})

test('29 a request inside a listener is answered', async () => {
  await using tab = await signedIn()
  const inside = Promise.withResolvers<string>()
  tab.client.session.subscribe((change) => {
    if (change.kind === 'refreshed') {
      tab.client.rest.users.me().then(({ id }) => inside.resolve(id), inside.reject)
    }
  })
  tab.alter({ access_token: badToken })

  await tab.client.rest.users.me()

  await expect(inside.promise).resolves.toBe(tab.user.id)
  expect(tab.refreshes()).toBe(1)
})

test('33 a session that was ended elsewhere ends here, once, and says why', async () => {
  await using tab = await signedIn()
  const other = createClient({ url: inject('serverUrl'), storage: 'memory' })
  await other.rest.auth.login({ email: tab.user.email, password })
  await fetch(`${inject('serverUrl')}/api/auth/logout`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: tab.stored().refresh_token }),
  })

  const outcomes = await Promise.all([1, 2, 3].map(() => tab.client.rest.users.me().catch(refusalFrom)))

  expect(outcomes[0]).toMatchObject({ code: 'session_revoked' })
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'session_revoked' }])
  expect(tab.refreshes()).toBe(0)
})

test('a refused refresh ends the session once', async () => {
  await using tab = await signedIn()
  await fetch(`${inject('serverUrl')}/api/auth/logout`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: tab.stored().refresh_token }),
  })
  tab.alter({ received_at: Date.now() - 7_200_000 })

  const outcomes = await Promise.all([1, 2, 3].map(() => tab.client.rest.users.me().catch(refusalFrom)))

  for (const outcome of outcomes) expect(outcome).toMatchObject({ code: 'signed_out' })
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'session_revoked' }])
  expect(tab.refreshes()).toBe(1)
})

test('deleting the account ends the session here too, and says why', async () => {
  await using tab = await signedIn()

  await tab.client.trpc.users.remove.mutate({ password })

  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'account_deleted' }])
  expect(tab.storage.has(storageKey)).toBe(false)
})

test('a call that meets a 401 after another user has signed in is not repeated as theirs', async () => {
  await using tab = await signedIn()
  const { rest, trpc, session } = tab.client
  const late = Promise.withResolvers<void>()
  tab.proxy.treat(async ({ path, body }, pass) => {
    if (!body.includes('Ada King')) return pass()
    await late.promise
    const problem = { status: 401, code: 'token_expired', detail: '' }
    const answer = path.startsWith('/trpc')
      ? [{ error: { code: -32001, message: '', data: { problem } } }]
      : problem
    return { status: 401, body: JSON.stringify(answer) }
  })
  const changes = [
    rest.users.update({ name: 'Ada King' }).catch(refusalFrom),
    trpc.users.update.mutate({ name: 'Ada King' }).catch(refusalFrom),
  ]
  await expect.poll(() => tab.proxy.seen.length).toBe(2)
  await session.signOut()
  await rest.auth.register({ email: `bob.${tab.user.email}`, password, name: 'Bob' })

  late.resolve()

  expect(await Promise.all(changes)).toMatchObject([{ code: 'signed_out' }, { code: 'signed_out' }])
  expect(tab.proxy.seen.filter(({ body }) => body.includes('Ada King'))).toHaveLength(2)
})

test('a call that waits for a refresh when the same user signs in again goes on', async () => {
  await using tab = await signedIn()
  const { rest, trpc, session } = tab.client
  const hung = Promise.withResolvers<void>()
  tab.proxy.treat(async ({ path }, pass) => {
    if (path === refreshPath) await hung.promise
    return pass()
  })
  tab.alter({ access_token: badToken })
  const waiting = [rest.users.me(), trpc.users.me.query()].map((call) => call.catch(refusalFrom))
  await expect.poll(() => tab.refreshes()).toBe(1)

  const { access_token } = await rest.auth.login({ email: tab.user.email, password })
  hung.resolve()

  expect(await Promise.all(waiting)).toMatchObject([{ id: tab.user.id }, { id: tab.user.id }])
  expect(session.currentToken()).toBe(access_token)
})

test('a tRPC call that has yet to go out when another user signs in does not go out as theirs', async () => {
  await using tab = await signedIn()
  const { session, trpc } = tab.client
  const bob = { ...tab.user, id: 'somebody-else' as typeof tab.user.id }

  const change = trpc.users.update.mutate({ name: 'Ada King' }).catch(refusalFrom)
  await Promise.resolve()
  session.begin(bob)

  await expect(change).resolves.toMatchObject({ code: 'signed_out' })
  expect(tab.proxy.seen).toEqual([])
})
