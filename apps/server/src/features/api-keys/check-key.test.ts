import { randomBytes } from 'node:crypto'
import type { ApiKeyId } from '@runsite/shared/ids'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { countQueries } from '../../../test/count-queries.ts'
import { codeOf, type SignedUp, type TestApp, testApp } from '../../../test/test-app.ts'
import { endSessionsOf } from '../sessions/end-session.ts'
import { findKeyBySecret } from './api-keys.store.ts'
import { checkKey } from './check-key.ts'
import { endKeysOf } from './end-key.ts'
import { hashKey } from './key-format.ts'
import { openLastUsed } from './last-used.ts'

const isProven = (app: TestApp) => expect.poll(() => app.services.revocations.isProven()).toBe(true)

const createKey = ({ client }: SignedUp) => client.api_keys.create.mutate({ name: 'CI', scope: 'write' })

/** What `GET /users/me` says to a key. */
const me = (app: TestApp, token: string) =>
  app
    .call('GET /api/users/me', { token })
    .then(({ status, body }) => (status === 200 ? 'ok' : String(body.code)))

const judge = (app: TestApp, token: string) =>
  checkKey(app.services, token).then(
    () => 'ok',
    (error) => error.code as string,
  )

test('a key in use costs no read', async () => {
  await using app = await testApp()
  const { plaintext_key: token } = await createKey(await app.signedUp())
  await isProven(app)

  const cold = await countQueries(app, () => app.call('PATCH /api/users/me', { token, body: {} }))
  const warm = await countQueries(app, () => app.call('PATCH /api/users/me', { token, body: {} }))

  expect([cold, warm]).toEqual([1, 0])
})

test('10,000 invented keys cost no query', async () => {
  await using app = await testApp()
  const invented = Array.from({ length: 10_000 }, () => `ak_live_${randomBytes(32).toString('hex')}`)

  const queries = await countQueries(app, async () => {
    for (const token of invented) expect(await judge(app, token)).toBe('api_key_invalid')
    expect(await me(app, invented[0] ?? '')).toBe('api_key_invalid')
  })

  expect(queries).toBe(0)
})

test('10,000 good checks cost one read, and one write for all keys together', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const keys = await Promise.all([createKey(person), createKey(person)])
  await isProven(app)
  for (const { plaintext_key } of keys) await judge(app, plaintext_key)
  await app.services.last_used.flush()

  const reads = await countQueries(app, async () => {
    for (let count = 0; count < 10_000; count++) await judge(app, keys[count % 2]!.plaintext_key)
  })
  const writes = await countQueries(app, async () => {
    const lastUsed = openLastUsed(app.services.db, (error) => {
      throw error
    })
    for (let count = 0; count < 10_000; count++) lastUsed.note(keys[count % 2]!.id, new Date())
    await lastUsed.flush()
    await lastUsed.close()
  })

  expect([reads, writes]).toEqual([0, 1])
})

test('when a key was last used shows at once, and is written a little later, never back', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const { id, plaintext_key } = await createKey(person)
  const stored = () => app.services.db.selectFrom('api_key').select('last_used_at').executeTakeFirstOrThrow()

  await me(app, plaintext_key)
  const unwritten = await stored()
  const [listed] = (await person.client.api_keys.list.query()).api_keys
  await app.services.last_used.flush()
  const written = await stored()
  app.services.last_used.note(id, new Date(0))
  await app.services.last_used.flush()

  expect(unwritten.last_used_at).toBeNull()
  expect(written.last_used_at?.toISOString()).toBe(listed?.last_used_at)
  expect(await stored()).toEqual(written)
})

test('what was collected is written when the server stops', async () => {
  await using app = await testApp()
  const other = await app.another()
  const { plaintext_key } = await createKey(await app.signedUp())
  await me(other, plaintext_key)

  await other.services.last_used.close()

  const row = await app.services.db.selectFrom('api_key').select('last_used_at').executeTakeFirstOrThrow()
  expect(row.last_used_at).not.toBeNull()
})

type End = (app: TestApp, person: SignedUp, key: { id: ApiKeyId; plaintext_key: string }) => Promise<unknown>
const ends: [string, End][] = [
  ['revoked', (_app, { client }, { id }) => client.api_keys.revoke.mutate({ id })],
  ['rotated', (_app, { client }, { id }) => client.api_keys.rotate.mutate({ id })],
  [
    'revoked by itself',
    (app, _person, { plaintext_key }) =>
      app.client({ token: plaintext_key }).users.revoke_api_key.mutate(undefined),
  ],
  [
    'deleted with its account',
    (app, { session }) =>
      app.services.db.transaction().execute(async (tx) => {
        await endKeysOf(app.services, tx, session.id)
        await tx.deleteFrom('user').where('id', '=', session.id).execute()
      }),
  ],
]

test.each(ends)(
  'a key that is %s is refused here at once, and by the other instance soon',
  async (_name, end) => {
    await using app = await testApp()
    const other = await app.another()
    await Promise.all([app, other].map(isProven))

    for (let round = 0; round < 4; round++) {
      const person = await app.signedUp()
      const key = await createKey(person)
      expect([await me(app, key.plaintext_key), await me(other, key.plaintext_key)]).toEqual(['ok', 'ok'])

      await end(app, person, key)

      expect(await judge(app, key.plaintext_key)).toBe('api_key_invalid')
      expect(await me(app, key.plaintext_key)).toBe('api_key_invalid')
      await expect.poll(() => me(other, key.plaintext_key), { interval: 5 }).toBe('api_key_invalid')
    }
  },
)

test('an end that is rolled back ends nothing', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const { plaintext_key } = await createKey(person)

  const deed = app.services.db.transaction().execute(async (tx) => {
    expect(await endKeysOf(app.services, tx, person.session.id)).toBe(1)
    throw new Error('a fault half-way')
  })

  await expect(deed).rejects.toThrow('a fault half-way')
  expect(await me(app, plaintext_key)).toBe('ok')
})

test('a key that is being made while its account is taken over is not made', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const user_id = person.session.id
  let making: Promise<string> | undefined

  await app.services.db.transaction().execute(async (tx) => {
    await endKeysOf(app.services, tx, user_id)
    making = codeOf(createKey(person))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await endSessionsOf(app.services, tx, { user_id })
  })

  expect(await making).toBe('session_revoked')
  expect(await app.services.db.selectFrom('api_key').selectAll().execute()).toEqual([])
})

test('what was read before a key ended, and arrives after, is not remembered', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const { id, plaintext_key } = await createKey(person)
  const hash = hashKey(plaintext_key)
  await isProven(app)
  const remember = app.services.known_keys.beginRead()
  const before = await findKeyBySecret(app.services.db, hash)

  await person.client.api_keys.revoke.mutate({ id })
  remember(hash, before!.key)

  expect(await judge(app, plaintext_key)).toBe('api_key_invalid')
})

test('until the feed has proved itself, every check reads the key', async () => {
  await using app = await testApp()
  const { plaintext_key } = await createKey(await app.signedUp())
  await isProven(app)
  expect(await judge(app, plaintext_key)).toBe('ok')
  const { revocations } = app.services
  app.services.revocations = { ...revocations, isProven: () => false }

  const reads = await countQueries(app, async () => {
    for (let count = 0; count < 3; count++) expect(await judge(app, plaintext_key)).toBe('ok')
  })

  expect(reads).toBe(3)
})

test('with the feed cut, a revoked key is never accepted, and one that lives goes on', async () => {
  await using app = await testApp()
  const other = await app.another()
  const person = await app.signedUp()
  const bystander = await createKey(person)
  await isProven(other)

  for (let round = 0; round < 4; round++) {
    const key = await createKey(person)
    expect(await me(other, key.plaintext_key)).toBe('ok')
    const cut = sql`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'runsite-auth feed' and datname = current_database()`.execute(app.services.db)
    await Promise.all([cut, person.client.api_keys.revoke.mutate({ id: key.id })])

    expect(await me(app, key.plaintext_key)).toBe('api_key_invalid')
    await expect.poll(() => me(other, key.plaintext_key), { interval: 5 }).toBe('api_key_invalid')
    expect(await me(other, bystander.plaintext_key)).toBe('ok')
  }
})
