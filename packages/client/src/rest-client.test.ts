import { expect, inject, test } from 'vitest'
import { badToken, password, signedIn } from '../test/signed-in.ts'
import { createClient } from './index.ts'

type Method = (input?: unknown) => Promise<unknown>
type Operation = { operationId: string }

/** Every method by the name of its procedure: `api_keys_revoke`. */
function methodsOf(rest: object): Map<string, Method> {
  const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return new Map(
    Object.entries(rest).flatMap(([group, methods]: [string, Record<string, Method>]) =>
      Object.entries(methods).map(([name, method]) => [inSnakeCase(`${group}_${name}`), method] as const),
    ),
  )
}

/** Every path that the server documents, by the name of its procedure: `DELETE /api/api-keys/{id}`. */
async function documented(): Promise<Map<string, string>> {
  const answer = await fetch(`${inject('serverUrl')}/api/openapi.json`)
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, Operation>> }
  const found = new Map(
    Object.entries(paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(
        ([method, { operationId }]) => [operationId, `${method.toUpperCase()} /api${path}`] as const,
      ),
    ),
  )
  // Addresses for browsers, not for calls.
  found.delete('avatars_file')
  found.delete('auth_google_callback')
  return found
}

test('every path that the server documents has its method here, and no other', async () => {
  await using tab = await signedIn()
  const names = [...methodsOf(tab.client.rest).keys()]

  const documentedNames = [...(await documented()).keys()]

  expect(names.toSorted()).toEqual(documentedNames.toSorted())
})

test('each method calls its own path', async () => {
  await using tab = await signedIn()
  const methods = methodsOf(tab.client.rest)
  const stored = tab.stored()
  tab.proxy.treat(() => ({ status: 418 }))
  const called = new Map<string, string>()

  for (const name of (await documented()).keys()) {
    tab.alter(stored)
    tab.proxy.seen.length = 0
    await methods
      .get(name)?.(name === 'users_upload_avatar' ? new Blob() : { id: '{id}' })
      .catch(() => {})
    const [seen] = tab.proxy.seen
    called.set(name, `${seen?.method} ${decodeURIComponent(seen?.path.split('?')[0] ?? '')}`)
  }

  expect(Object.fromEntries(called)).toEqual(Object.fromEntries(await documented()))
})

test('a person keeps their devices, keys and record over REST', async () => {
  await using tab = await signedIn()
  const { rest } = tab.client
  const phone = createClient({ url: inject('serverUrl'), storage: 'memory' })
  await phone.rest.auth.login({ email: tab.user.email, password })

  const devices = await rest.sessions.list()
  await rest.sessions.revoke({ id: devices.sessions.find(({ current }) => !current)?.id ?? '' })
  await rest.sessions.revokeOthers()
  const made = await rest.apiKeys.create({ name: 'build', scope: 'read' })
  const rotated = await rest.apiKeys.rotate({ id: made.id, overlap_seconds: 60 })
  const keys = await rest.apiKeys.list()
  const program = createClient({ url: inject('serverUrl'), apiKey: rotated.plaintext_key })
  const own = await program.rest.users.apiKey()
  await program.rest.users.revokeApiKey()
  await rest.users.changePassword({ current_password: password, new_password: `${password} more` })
  await rest.auth.forgotPassword({ email: tab.user.email })
  await rest.auth.resendVerification()
  const page = await rest.users.events({ limit: 2 })

  expect(devices.total).toBe(2)
  await expect(phone.rest.users.me()).rejects.toMatchObject({ code: 'session_revoked' })
  expect([made.expires_at, rotated.id, own.id, keys.total]).toEqual([null, made.id, made.id, 1])
  await expect(program.rest.users.me()).rejects.toMatchObject({ code: 'api_key_invalid' })
  expect(page.events).toHaveLength(2)
  expect((await rest.users.events()).events.map(({ kind }) => kind)).toContain('api_key_rotated')
})

test.each([
  [
    'REST',
    async ({ client }: Awaited<ReturnType<typeof signedIn>>) => client.rest.users.remove({ password }),
  ],
  [
    'tRPC',
    async ({ client }: Awaited<ReturnType<typeof signedIn>>) => client.trpc.users.remove.mutate({ password }),
  ],
])('whoever deletes their account over %s is signed out here', async (_, remove) => {
  await using tab = await signedIn()

  await expect(remove(tab)).resolves.toBeUndefined()

  expect(tab.client.session.userId()).toBeNull()
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'account_deleted' }])
})

test('a link to Google that meets a 401 is asked for once more', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  tab.proxy.treat(({ path, headers }, pass) => {
    if (!path.startsWith('/api/auth/google/url')) return pass()
    if (!headers.authorization?.includes(badToken)) {
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"url":"https://g"}' }
    }
    return { status: 401, body: JSON.stringify({ status: 401, code: 'token_invalid', detail: '' }) }
  })

  await expect(tab.client.rest.auth.googleUrl({ link: true })).resolves.toEqual({ url: 'https://g' })

  expect(tab.refreshes()).toBe(1)
})
