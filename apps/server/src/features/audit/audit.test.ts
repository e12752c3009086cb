import { expect, test } from 'vitest'
import { codeOf, testApp } from '../../../test/test-app.ts'
import { doRegularWork } from '../../jobs/regular-work.ts'

test('the record says what happened, newest first, and never holds a secret', async () => {
  await using app = await testApp()
  const { email, password, session, client } = await app.signedUp()
  await client.users.update.mutate({ name: 'Ada King' })
  await codeOf(app.client().auth.login.mutate({ email, password: 'wrong wrong' }))
  const second = await app.client().auth.login.mutate({ email, password })
  await app.client({ token: second.access_token }).auth.logout.mutate()
  await app.client().auth.login.mutate({ email, password })
  await client.sessions.revoke_others.mutate()

  const { events, next_cursor } = await client.users.events.query()

  expect(events.map((event) => event.kind)).toEqual([
    'other_sessions_revoked',
    'signed_in',
    'signed_out',
    'signed_in',
    'sign_in_failed',
    'profile_changed',
    'signed_in',
    'registered',
  ])
  expect(next_cursor).toBeNull()
  expect(events[0]).toMatchObject({ ip: '127.0.0.1', details: { count: '1' } })
  expect(events[1]?.details).toMatchObject({ method: 'password' })
  for (const secret of [
    password,
    'wrong wrong',
    session.access_token,
    session.refresh_token,
    second.refresh_token,
  ]) {
    expect(JSON.stringify(events)).not.toContain(secret)
  }
})

test('the record is read in pages, and each person reads their own', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  await app.signedUp()
  for (const name of ['A', 'B', 'C']) await client.users.update.mutate({ name })

  const first = await app.call('GET /api/users/me/events?limit=2', { token: session.access_token })
  const second = await client.users.events.query({ limit: 2, cursor: first.body.next_cursor })
  const last = await client.users.events.query({ limit: 2, cursor: second.next_cursor! })

  const kinds = [...first.body.events, ...second.events, ...last.events].map((event) => event.kind)
  expect(kinds).toEqual(['profile_changed', 'profile_changed', 'profile_changed', 'signed_in', 'registered'])
  expect(last.next_cursor).toBeNull()
})

test.each(['limit=0', 'limit=101', 'limit=x', 'cursor=x', 'limit=1&limit=2'])(
  '?%s is refused',
  async (query) => {
    await using app = await testApp()
    const { session } = await app.signedUp()

    const answer = await app.call(`GET /api/users/me/events?${query}`, { token: session.access_token })

    expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
  },
)

test('an unknown query parameter is ignored', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  const answer = await app.call('GET /api/users/me/events?colour=red', { token: session.access_token })

  expect(answer.status).toBe(200)
})

test('a refresh from a new place is recorded, one from the same is not', async () => {
  await using app = await testApp({ TRUSTED_PROXIES: '127.0.0.1' })
  const { session } = await app.signedUp()
  const refresh = (refresh_token: string, ip: string) =>
    app.call('POST /api/auth/refresh', { body: { refresh_token }, headers: { 'x-forwarded-for': ip } })

  const moved = await refresh(session.refresh_token, '203.0.113.9')
  const stayed = await refresh(moved.body.refresh_token, '203.0.113.9')
  const { events } = await app.client({ token: stayed.body.access_token }).users.events.query()

  const places = events.filter((event) => event.kind === 'refreshed_from_new_place')
  expect(places).toHaveLength(1)
  expect(places[0]).toMatchObject({ ip: '203.0.113.9', details: { previous_ip: '127.0.0.1' } })
})

test('a deed that fails leaves no event, and an event that fails no deed', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const { db } = app.services
  await db.schema.alterTable('event').renameTo('event_away').execute()

  const renamed = await client.users.update.mutate({ name: 'Half Done' }).then(
    () => 'done',
    () => 'failed',
  )
  await db.schema.alterTable('event_away').renameTo('event').execute()

  expect(renamed).toBe('failed')
  expect((await client.users.me.query()).name).toBe('Ada Lovelace')
})

test('an event names the request that made it, and the API key where a program did', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const key = await client.api_keys.create.mutate({ name: 'CI', scope: 'write' })

  const byHand = await app.call('PATCH /api/users/me', { token: session.access_token, body: { name: 'A' } })
  const byKey = await app.call('PATCH /api/users/me', { token: key.plaintext_key, body: { name: 'B' } })
  const { events } = await client.users.events.query({ limit: 2 })

  expect(events.map(({ details }) => details)).toEqual([
    { request_id: byKey.headers.get('x-request-id'), via_api_key_id: key.id },
    { request_id: byHand.headers.get('x-request-id') },
  ])
})

test('the record is kept for a year', async () => {
  await using app = await testApp()
  await app.signedUp()
  const { db, now } = app.services
  const count = async () => (await db.selectFrom('event').select('id').execute()).length
  const before = await count()

  app.pass(364 * 86_400)
  await doRegularWork(app.services, now(), 1800)
  const kept = await count()
  app.pass(2 * 86_400)
  await doRegularWork(app.services, now(), 1800)

  expect([before, kept, await count()]).toEqual([2, 2, 0])
})
