import { expect, test } from 'vitest'
import { codeOf, type TestApp, testApp } from '../../test/test-app.ts'
import { procedures, restProcedures } from '../http/doors/rest-procedures.ts'
import type { Access } from './meta.ts'

/** Who may call what (contract, "Paths"): a new procedure gets its row here. */
const contract: Record<string, Access> = {
  'auth.register': 'anyone',
  'auth.login': 'anyone',
  'auth.refresh': 'anyone',
  'auth.logout': 'anyone',
  'auth.google_url': 'anyone',
  'auth.forgot_password': 'anyone',
  'auth.reset_password': 'anyone',
  'auth.verify_email': 'session',
  'auth.resend_verification': 'session',
  'users.me': 'read',
  'users.update': 'write',
  'users.remove': 'session',
  'users.events': 'session',
  'users.change_password': 'session',
  'users.unlink_google': 'session',
  'users.upload_avatar': 'write',
  'users.remove_avatar': 'admin',
  'users.api_key': 'key',
  'users.revoke_api_key': 'key',
  'api_keys.list': 'session',
  'api_keys.create': 'session',
  'api_keys.rotate': 'session',
  'api_keys.revoke': 'session',
  'sessions.list': 'session',
  'sessions.revoke': 'session',
  'sessions.revoke_others': 'session',
}

/** What each credential is told by a procedure of each access; `ok`: it may call. */
const verdicts: Record<string, Record<Access, string>> = {
  none: allBut('unauthenticated'),
  read: keyOf('read'),
  write: keyOf('write'),
  admin: keyOf('admin'),
  session: { ...all('ok'), key: 'api_key_required' },
  expired: allBut('api_key_expired'),
  revoked: allBut('api_key_invalid'),
  'a stranger’s': keyOf('admin'),
}

function all(verdict: string): Record<Access, string> {
  return { anyone: verdict, session: verdict, key: verdict, read: verdict, write: verdict, admin: verdict }
}

function allBut(verdict: string): Record<Access, string> {
  return { ...all(verdict), anyone: 'ok' }
}

function keyOf(scope: 'read' | 'write' | 'admin'): Record<Access, string> {
  return {
    ...all('ok'),
    session: 'session_required',
    write: scope === 'read' ? 'insufficient_scope' : 'ok',
    admin: scope === 'admin' ? 'ok' : 'insufficient_scope',
  }
}

async function credentials(app: TestApp): Promise<Record<string, string | undefined>> {
  const { client, session } = await app.signedUp()
  const stranger = await app.signedUp()
  const make = (scope: 'read' | 'write' | 'admin') => client.api_keys.create.mutate({ name: scope, scope })
  const made = await Promise.all([make('read'), make('write'), make('admin'), make('admin')])
  const expires_at = new Date(Date.now() + 5000).toISOString()
  const expired = await client.api_keys.create.mutate({ name: 'old', scope: 'admin', expires_at })
  const theirs = await stranger.client.api_keys.create.mutate({ name: 'theirs', scope: 'admin' })
  await client.api_keys.revoke.mutate({ id: made[3].id })
  app.pass(6)
  return {
    none: undefined,
    read: made[0].plaintext_key,
    write: made[1].plaintext_key,
    admin: made[2].plaintext_key,
    session: session.access_token,
    expired: expired.plaintext_key,
    revoked: made[3].plaintext_key,
    'a stranger’s': theirs.plaintext_key,
  }
}

/** A refusal of the credential counts, whatever else is wrong with the input: nothing is ever done. */
const verdictOf = ({ status, body }: { status: number; body: any }) =>
  status === 401 || status === 403 ? (body.error?.data.problem ?? body).code : 'ok'

test('every procedure declares who may call it, as the contract has it', () => {
  for (const [name, { _def }] of procedures()) {
    expect({ name, access: _def.meta?.access }).toEqual({ name, access: contract[name] ?? 'no row here' })
  }
})

test('there is nothing to make a procedure from that does not declare who may call it', async () => {
  const made = await import('./procedure.ts')

  expect(Object.keys(made).sort()).toEqual(['anyone', 'router', 'signedIn', 'withKey', 'withScope'])
})

test('every procedure tells every credential the same through both doors', async () => {
  await using app = await testApp()
  const body = { no_such_field: true }
  const differences: unknown[] = []

  for (const [credential, token] of Object.entries(await credentials(app))) {
    const sent = token === undefined ? {} : { token }
    for (const [name, { _def }] of procedures()) {
      const access = contract[name] ?? 'anyone'
      const call =
        _def.type === 'query' ? `GET /trpc/${name}?input={"no_such_field":true}` : `POST /trpc/${name}`
      const trpc = await app.call(call, { ...sent, ...(_def.type === 'mutation' && { body }) })
      const told = [verdictOf(trpc)]
      const rest = restProcedures().find((procedure) => procedure.name === name)
      for (const prefix of rest ? ['/api', '/api/v1'] : []) {
        const path = prefix + rest!.path.replace('{id}', '019ab1c2-7d3e-7f40-8a51-62b3c4d5e6f7')
        const answer = await app.call(`${rest!.method} ${path}`, {
          ...sent,
          ...(rest!.method !== 'GET' && { body }),
        })
        told.push(verdictOf(answer))
      }
      const expected = verdicts[credential]![access]
      if (told.some((verdict) => verdict !== expected)) differences.push({ credential, name, told, expected })
    }
  }

  expect(differences).toEqual([])
})

test('nobody reaches what is another’s: it looks like nothing, through both doors', async () => {
  await using app = await testApp()
  const ada = await app.signedUp()
  const mallory = await app.signedUp()
  const key = await ada.client.api_keys.create.mutate({ name: 'CI', scope: 'admin' })
  const [device] = (await ada.client.sessions.list.query()).sessions
  const ids: Record<string, string> = { api_keys: key.id, sessions: device!.id }
  const token = mallory.session.access_token

  for (const { name, method, path } of restProcedures().filter((procedure) =>
    procedure.path.includes('{id}'),
  )) {
    for (const id of [ids[name.split('.')[0] ?? ''] ?? '', '019ab1c2-7d3e-7f40-8a51-62b3c4d5e6f7']) {
      const rest = await app.call(`${method} /api${path.replace('{id}', id)}`, { token })
      const trpc = await app.call(`POST /trpc/${name}`, { token, body: { id } })
      expect([name, rest.status, rest.body.code]).toEqual([name, 404, 'not_found'])
      expect([name, trpc.body.error.data.problem.code]).toEqual([name, 'not_found'])
    }
  }

  expect((await app.call('GET /api/users/me', { token: key.plaintext_key })).body.id).toBe(ada.session.id)
  expect((await ada.client.api_keys.list.query()).total).toBe(1)
})

test('an id that is none is bad input', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const token = session.access_token

  for (const [id, status, code] of [
    ['x', 422, 'validation_failed'],
    ['%00', 400, 'malformed_request'],
  ] as const) {
    const revoked = await app.call(`DELETE /api/api-keys/${id}`, { token })
    const rotated = await app.call(`POST /api/api-keys/${id}/rotate`, { token })
    expect([revoked.status, revoked.body.code]).toEqual([status, code])
    expect([rotated.status, rotated.body.code]).toEqual([status, code])
  }
})

test('in a batch, one call is allowed and another is not', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const { plaintext_key } = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })
  const batched = app.client({ token: plaintext_key, isBatched: true })

  const [me, key, list, renamed, itself] = await Promise.all([
    batched.users.me.query(),
    batched.users.api_key.query(),
    codeOf(batched.api_keys.list.query()),
    codeOf(batched.users.update.mutate({ name: 'Eve' })),
    codeOf(batched.sessions.revoke_others.mutate()),
  ])
  const mixed = await app.call('POST /trpc/users.update,users.revoke_api_key?batch=1', {
    token: plaintext_key,
    body: { 0: { name: 'Eve' } },
  })

  expect([me.id, key.scope]).toEqual([session.id, 'read'])
  expect([list, renamed, itself]).toEqual(['session_required', 'insufficient_scope', 'session_required'])
  expect(mixed.status).toBe(207)
  expect(mixed.body[0].error.data.problem).toMatchObject({ status: 403, code: 'insufficient_scope' })
  expect(mixed.body[1]).toEqual({ result: {} })
  expect((await client.users.me.query()).name).toBe('Ada Lovelace')
  expect((await client.api_keys.list.query()).total).toBe(0)
})

test('a refusal says which scope is needed and which the key has', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const { plaintext_key: token } = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })

  const answer = await app.call('PATCH /api/users/me', { token, body: { name: 'Eve' } })

  expect(answer).toMatchObject({ status: 403, body: { code: 'insufficient_scope' } })
  expect(answer.body.detail).toBe('This needs an API key of scope write; this one has read.')
  expect(answer.headers.get('www-authenticate')).toContain('insufficient_scope')
})

test('a key that has no use for an open path is ignored there, and a header wins over a cookie', async () => {
  await using app = await testApp()
  const { client, email, password, session } = await app.signedUp()
  const { plaintext_key: token } = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })
  const headers = { cookie: `access_token=${session.access_token}` }

  const login = await app.call('POST /api/auth/login', { token: `${token}0`, body: { email, password } })
  const asKey = await app.call('GET /api/users/me/api-key', { token, headers })
  const invented = await app.call('GET /api/users/me', { token: `${token}0`, headers })

  expect(login.status).toBe(200)
  expect(asKey.status).toBe(200)
  expect(invented).toMatchObject({ status: 401, body: { code: 'api_key_invalid' } })
  expect(invented.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
})
