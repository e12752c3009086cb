import { expect, test } from 'vitest'
import { password, refreshPath, signedIn } from '../test/signed-in.ts'
import { createClient } from './index.ts'
import { storageKey } from './session-store.ts'

/** A tab whose browser has the cookies of a session, and nothing else of it: so Google's callback leaves it. */
async function backFromGoogle() {
  const tab = await signedIn()
  tab.storage.delete(storageKey)
  tab.client.session.userId()
  await Promise.resolve()
  tab.changes.length = 0
  return tab
}

test('a session that only the cookies hold is taken over, once for all who ask', async () => {
  await using tab = await backFromGoogle()

  const answers = await Promise.all([tab.client.session.restore(), tab.client.session.restore()])

  expect(answers).toEqual([true, true])
  expect(tab.refreshes()).toBe(1)
  expect(tab.proxy.to(refreshPath)[0]?.body.toString()).toBe('')
  expect(tab.changes).toEqual([{ kind: 'signed_in' }])
  expect(tab.stored().user_id).toBe(tab.user.id)
  await expect(tab.client.trpc.users.me.query()).resolves.toMatchObject({ id: tab.user.id })
})

test('the session of the cookies takes the place of another one here', async () => {
  await using tab = await signedIn()
  const other = createClient({ url: tab.proxy.url, storage: 'memory' })
  const bob = await other.rest.auth.register({ email: `bob.${tab.user.email}`, password, name: 'Bob' })

  await expect(tab.client.session.restore()).resolves.toBe(true)

  expect(tab.client.session.userId()).toBe(bob.id)
})

test.each([
  ['no cookies', (cookies: Map<string, string>) => cookies.clear()],
  ['cookies that are rubbish', (cookies: Map<string, string>) => cookies.set('refresh_token', 'rt_x')],
])('with %s there is no session to take over', async (_, spoil) => {
  await using tab = await backFromGoogle()
  spoil(tab.proxy.cookies)

  await expect(tab.client.session.restore()).resolves.toBe(false)

  expect(tab.changes).toEqual([])
})

test.each([
  ['a dropped connection', 'drop' as const, 'unreachable'],
  ['a 500', { status: 500, body: '{}' }, 'unreachable'],
  ['a 503 of ours', { status: 503, body: '{"status":503,"code":"unavailable","detail":""}' }, 'unavailable'],
])('%s says nothing about the session, which the next try takes over', async (_, answer, code) => {
  await using tab = await backFromGoogle()
  tab.proxy.treat(() => answer)

  await expect(tab.client.session.restore()).rejects.toMatchObject({ code })
  tab.proxy.passAll()

  await expect(tab.client.session.restore()).resolves.toBe(true)
})

test('a sign-out while the session is taken over wins', async () => {
  await using tab = await backFromGoogle()
  const hung = Promise.withResolvers<void>()
  tab.proxy.treat(async (_, pass) => {
    await hung.promise
    return pass()
  })
  const restoring = tab.client.session.restore()

  await tab.client.session.signOut()
  hung.resolve()

  await expect(restoring).rejects.toMatchObject({ code: 'signed_out' })
  expect(tab.storage.has(storageKey)).toBe(false)
})
