import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { codeOf, cookiesOf, type TestApp, testApp } from '../../../test/test-app.ts'

const me = (app: TestApp, token: string) =>
  app
    .call('GET /api/users/me', { token })
    .then(({ status, body }) => (status === 200 ? 'ok' : String(body.code)))

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

test.each(['/api', '/api/v1'])(
  'the command-line client signs in and works with a key, on %s',
  async (prefix) => {
    await using app = await testApp()
    const { email, password, session } = await app.signedUp()
    const login = await app.call(`POST ${prefix}/auth/login`, { body: { email, password } })
    const jar = { cookie: cookiesOf(login) }

    const made = await app.call(`POST ${prefix}/api-keys`, {
      headers: jar,
      body: { name: 'cli-laptop', scope: 'write' },
    })
    const token = made.body.plaintext_key
    const user = await app.call(`GET ${prefix}/users/me`, { token })
    const key = await app.call(`GET ${prefix}/users/me/api-key`, { token })
    const refused = await app.call(`GET ${prefix}/api-keys`, { token })

    expect(made.status).toBe(201)
    expect(made.headers.get('cache-control')).toBe('no-store')
    expect(token).toMatch(/^ak_live_[0-9a-f]{64}$/)
    expect(user).toMatchObject({ status: 200, body: { id: session.id, email, name: 'Ada Lovelace' } })
    expect(key).toMatchObject({ status: 200, body: { scope: 'write', key_prefix: token.slice(8, 16) } })
    expect(key.body).not.toHaveProperty('plaintext_key')
    expect(refused).toMatchObject({ status: 403, body: { code: 'session_required' } })
    expect(refused.body.detail).toBe('This needs a signed-in person; an API key cannot do it.')
  },
)

test('a key is shown once and kept as its SHA-256', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()

  const { plaintext_key, ...key } = await client.api_keys.create.mutate({ name: ' CI ', scope: 'read' })

  const list = await client.api_keys.list.query()
  const row = await app.services.db.selectFrom('api_key').selectAll().executeTakeFirstOrThrow()
  const { events } = await client.users.events.query()
  expect(list).toEqual({ api_keys: [key], total: 1 })
  expect(key).toMatchObject({
    name: 'CI',
    scope: 'read',
    is_active: true,
    last_used_at: null,
    expires_at: null,
  })
  expect(row.secret_hash).toBe(createHash('sha256').update(plaintext_key).digest('hex'))
  expect(JSON.stringify([list, row, events])).not.toContain(plaintext_key.slice(20))
})

test('keys are listed newest first, each person their own, and names need not be unique', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const stranger = await app.signedUp()
  const ids: string[] = []
  for (const scope of ['read', 'write', 'admin'] as const) {
    ids.unshift((await client.api_keys.create.mutate({ name: 'CI', scope })).id)
  }

  const overRest = await app.call('GET /api/v1/api-keys', { token: session.access_token })

  expect(overRest.body).toEqual(await client.api_keys.list.query())
  expect(overRest.body.api_keys.map((key: { id: string }) => key.id)).toEqual(ids)
  expect(await stranger.client.api_keys.list.query()).toEqual({ api_keys: [], total: 0 })
})

test('making, rotating and revoking a key goes on the record', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const { id } = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })
  const rotated = await client.api_keys.rotate.mutate({ id })
  const itself = await client.api_keys.create.mutate({ name: 'leaked', scope: 'read' })

  await client.api_keys.revoke.mutate({ id })
  await app.client({ token: itself.plaintext_key }).users.revoke_api_key.mutate()

  const { events } = await client.users.events.query({ limit: 5 })
  expect(events.map(({ kind, details }) => [kind, details['name'], details['by']])).toEqual([
    ['api_key_revoked', 'leaked', 'key'],
    ['api_key_revoked', 'CI', 'owner'],
    ['api_key_created', 'leaked', undefined],
    ['api_key_rotated', 'CI', undefined],
    ['api_key_created', 'CI', undefined],
  ])
  expect(events[1]?.details).toMatchObject({ api_key_id: id, key_prefix: rotated.key_prefix })
})

test('a key that expires is refused as expired from then on, and stays listed', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const key = await client.api_keys.create.mutate({ name: 'CI', scope: 'read', expires_at: inDays(0.01) })
  expect(await me(app, key.plaintext_key)).toBe('ok')

  app.pass(1000)

  const { api_keys } = await client.api_keys.list.query()
  const rotating = await app.call(`POST /api/api-keys/${key.id}/rotate`, { token: session.access_token })
  expect(await me(app, key.plaintext_key)).toBe('api_key_expired')
  expect(api_keys).toMatchObject([{ id: key.id, is_active: false, expires_at: key.expires_at }])
  expect(rotating).toMatchObject({ status: 409, body: { code: 'api_key_inactive' } })
  expect(await codeOf(client.api_keys.rotate.mutate({ id: key.id }))).toBe('api_key_inactive')
})

test('an expiry with another offset is answered in UTC', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()

  const key = await client.api_keys.create.mutate({
    name: 'CI',
    scope: 'read',
    expires_at: '2031-03-12T10:00:00.1239+05:30',
  })
  const never = await client.api_keys.create.mutate({ name: 'CI', scope: 'read', expires_at: null })

  expect(key.expires_at).toBe('2031-03-12T04:30:00.123Z')
  expect(never.expires_at).toBeNull()
})

test.each([
  [{}, 'validation_failed'],
  [{ name: 'CI' }, 'validation_failed'],
  [{ name: '', scope: 'read' }, 'validation_failed'],
  [{ name: 'a'.repeat(101), scope: 'read' }, 'validation_failed'],
  [{ name: 'a\nb', scope: 'read' }, 'validation_failed'],
  [{ name: 'a\0b', scope: 'read' }, 'malformed_request'],
  [{ name: 'CI', scope: 'root' }, 'validation_failed'],
  [{ name: 'CI', scope: ['read'] }, 'validation_failed'],
  [{ name: 'CI', scope: 'read', expires_at: '2020-01-01T00:00:00Z' }, 'validation_failed'],
  [{ name: 'CI', scope: 'read', expires_at: '2031-02-30T00:00:00Z' }, 'validation_failed'],
  [{ name: 'CI', scope: 'read', expires_at: '2031-01-01T00:00:00' }, 'validation_failed'],
  [{ name: 'CI', scope: 'read', expires_at: '9999-12-31T23:59:59-10:00' }, 'validation_failed'],
  [{ name: 'CI', scope: 'read', expires_at: 'tomorrow' }, 'validation_failed'],
  [{ name: 'CI', scope: 'read', expires_at: 1_900_000_000 }, 'validation_failed'],
  [{ name: 'CI', scope: 'read', is_active: true }, 'validation_failed'],
  [[], 'validation_failed'],
])('making a key with %j is refused by both doors: %s', async (body, code) => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()

  const rest = await app.call('POST /api/api-keys', { token: session.access_token, body })
  const trpc = await codeOf(client.api_keys.create.mutate(body as { name: string; scope: 'read' }))

  expect([rest.body.code, trpc]).toEqual([code, code])
  expect((await client.api_keys.list.query()).total).toBe(0)
})

test('an expiry that is past names its field', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const body = { name: 'CI', scope: 'read', expires_at: new Date(Date.now() - 1).toISOString() }

  const { body: problem } = await app.call('POST /api/api-keys', { token: session.access_token, body })

  expect(problem.errors).toEqual([{ path: ['expires_at'], message: 'Choose a moment in the future.' }])
})

test.each([-1, 86_401, 0.5, '60', null])('an overlap of %j seconds is refused', async (overlap_seconds) => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const key = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })

  const answer = await app.call(`POST /api/api-keys/${key.id}/rotate`, {
    token: session.access_token,
    body: { overlap_seconds },
  })

  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
  expect(await me(app, key.plaintext_key)).toBe('ok')
})

test('a rotated key keeps all but its secret, and the old one is dead at once', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const made = await client.api_keys.create.mutate({ name: 'CI', scope: 'write', expires_at: inDays(2) })
  expect(await me(app, made.plaintext_key)).toBe('ok')
  app.pass(10)

  const { status, body } = await app.call(`POST /api/api-keys/${made.id}/rotate`, {
    token: session.access_token,
  })

  expect(status).toBe(200)
  expect(await me(app, made.plaintext_key)).toBe('api_key_invalid')
  expect(await me(app, body.plaintext_key)).toBe('ok')
  const { plaintext_key: _old, key_prefix, updated_at, last_used_at: _unused, ...stays } = made
  expect(body).toMatchObject(stays)
  expect(body.key_prefix).not.toBe(key_prefix)
  expect(body.updated_at > updated_at).toBe(true)
  expect((await client.api_keys.list.query()).total).toBe(1)
})

test('a rotation with an overlap keeps the old secret until then, and no longer than the key', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const long = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })
  const short = await client.api_keys.create.mutate({ name: 'CI', scope: 'read', expires_at: inDays(0.01) })
  for (const key of [long, short]) expect(await me(app, key.plaintext_key)).toBe('ok')

  const longer = await client.api_keys.rotate.mutate({ id: long.id, overlap_seconds: 3600 })
  await client.api_keys.rotate.mutate({ id: short.id, overlap_seconds: 3600 })

  const olds = () => Promise.all([me(app, long.plaintext_key), me(app, short.plaintext_key)])
  expect(await olds()).toEqual(['ok', 'ok'])
  app.pass(1000)
  expect(await olds()).toEqual(['ok', 'api_key_expired'])
  app.pass(2601)
  expect(await olds()).toEqual(['api_key_invalid', 'api_key_invalid'])
  expect(await me(app, longer.plaintext_key)).toBe('ok')
})

test('rotating again ends the secret before the last, and revoking ends both', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const first = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })
  const { id } = first
  const second = await client.api_keys.rotate.mutate({ id, overlap_seconds: 3600 })
  const third = await client.api_keys.rotate.mutate({ id, overlap_seconds: 60 })
  const all = () => Promise.all([first, second, third].map((key) => me(app, key.plaintext_key)))
  expect(await all()).toEqual(['api_key_invalid', 'ok', 'ok'])

  await client.api_keys.revoke.mutate({ id })

  expect(await all()).toEqual(['api_key_invalid', 'api_key_invalid', 'api_key_invalid'])
})

test('whoever finds a key can end it, by both doors', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const [first, second] = await Promise.all(
    ['a', 'b'].map((name) => client.api_keys.create.mutate({ name, scope: 'read' })),
  )

  const rest = await app.call('DELETE /api/users/me/api-key', { token: first!.plaintext_key })
  await app.client({ token: second!.plaintext_key }).users.revoke_api_key.mutate()

  expect(rest.status).toBe(204)
  for (const key of [first!, second!]) expect(await me(app, key.plaintext_key)).toBe('api_key_invalid')
  expect((await client.api_keys.list.query()).total).toBe(0)
})

test('an account holds 100 keys, also when many are made at once; one revoked makes room', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const create = () =>
    client.api_keys.create.mutate({ name: 'CI', scope: 'read' }).then(
      () => 'made',
      (error) => error.data.problem.code as string,
    )

  for (let made = 0; made < 90; made++) expect(await create()).toBe('made')
  const results = await Promise.all(Array.from({ length: 20 }, create))

  const { api_keys, total } = await client.api_keys.list.query()
  expect(results.toSorted()).toEqual([...Array(10).fill('made'), ...Array(10).fill('too_many_keys')])
  expect(total).toBe(100)
  await client.api_keys.revoke.mutate({ id: api_keys[0]!.id })
  expect([await create(), await create()]).toEqual(['made', 'too_many_keys'])
})

test('a suspended account has no use of its keys until it is restored', async () => {
  await using app = await testApp()
  const { client, email } = await app.signedUp()
  const { suspendAccount } = await import('../accounts/suspend-account.ts')
  const { plaintext_key } = await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })
  const suspend = (is_suspended: boolean) =>
    suspendAccount(app.services.db, { email, is_suspended, at: app.services.now() })
  expect(await me(app, plaintext_key)).toBe('ok')

  await suspend(true)
  await expect.poll(() => me(app, plaintext_key)).toBe('account_suspended')
  await suspend(false)
  await expect.poll(() => me(app, plaintext_key)).toBe('ok')
})
