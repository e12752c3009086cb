import { expect, test } from 'vitest'
import { codeOf, testApp } from '../../../test/test-app.ts'

const chrome =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

test('a person sees their devices by name, newest first, and which one asks', async () => {
  await using app = await testApp()
  const { email, password, session } = await app.signedUp()
  const login = { body: { email, password } }
  const second = await app.call('POST /api/auth/login', { ...login, headers: { 'user-agent': chrome } })
  await app.call('POST /api/auth/login', { ...login, headers: { 'user-agent': 'curl/8.5.0' } })
  await app.signedUp()

  const { status, headers, body } = await app.call('GET /api/sessions', { token: second.body.access_token })

  expect(status).toBe(200)
  expect(headers.get('cache-control')).toBe('no-store')
  expect(body.total).toBe(3)
  expect(body.sessions.map((device: { user_agent: string }) => device.user_agent)).toEqual([
    'curl/8.5.0',
    'Chrome on macOS',
    'node',
  ])
  expect(body.sessions.map((device: { current: boolean }) => device.current)).toEqual([false, true, false])
  expect(Object.keys(body.sessions[0]).sort()).toEqual([
    'created_at',
    'current',
    'expires_at',
    'id',
    'ip',
    'last_seen_at',
    'user_agent',
  ])
  expect(body.sessions[0].ip).toBe('127.0.0.1')
  expect(session.id).toBe(second.body.id)
})

test('when a device was last seen is collected, and written together', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  const [before] = (await client.sessions.list.query()).sessions
  const stored = () => app.services.db.selectFrom('session').select('last_seen_at').executeTakeFirstOrThrow()
  await app.services.session_activity.flush()

  app.pass(600)
  await client.users.me.query()
  const unwritten = await stored()
  const [after] = (await client.sessions.list.query()).sessions
  await app.services.session_activity.flush()
  const written = await stored()

  const movedMs = Date.parse(after?.last_seen_at ?? '') - Date.parse(before?.last_seen_at ?? '')
  expect(movedMs).toBeGreaterThanOrEqual(600_000)
  expect(written.last_seen_at.getTime() - unwritten.last_seen_at.getTime()).toBeGreaterThanOrEqual(600_000)
})

test('a device that is signed out is out, and listed no more', async () => {
  await using app = await testApp()
  const { email, password, client } = await app.signedUp()
  const lost = await app.client().auth.login.mutate({ email, password })
  const [device] = (await client.sessions.list.query()).sessions

  await client.sessions.revoke.mutate({ id: device!.id })

  expect(await codeOf(app.client({ token: lost.access_token }).users.me.query())).toBe('session_revoked')
  expect(await codeOf(app.client().auth.refresh.mutate({ refresh_token: lost.refresh_token }))).toBe(
    'session_revoked',
  )
  expect((await client.sessions.list.query()).total).toBe(1)
})

test('nobody can end a session that is not theirs, is over, or is unknown: the three look alike', async () => {
  await using app = await testApp()
  const ada = await app.signedUp()
  const mallory = await app.signedUp()
  const theirs = (await ada.client.sessions.list.query()).sessions[0]!.id
  const own = await app.client().auth.login.mutate({ email: mallory.email, password: mallory.password })
  const over = (await mallory.client.sessions.list.query()).sessions[0]!.id
  await app.client({ token: own.access_token }).auth.logout.mutate()

  for (const id of [theirs, over, '019ab1c2-7d3e-7f40-8a51-62b3c4d5e6f7']) {
    expect(await codeOf(mallory.client.sessions.revoke.mutate({ id }))).toBe('not_found')
  }
  expect(await codeOf(mallory.client.sessions.revoke.mutate({ id: 'x' }))).toBe('validation_failed')
  expect((await ada.client.users.me.query()).id).toBe(ada.session.id)
})

test('signing out everywhere else leaves this device alone', async () => {
  await using app = await testApp()
  const { email, password, client } = await app.signedUp()
  const others = [1, 2].map(() => app.client().auth.login.mutate({ email, password }))
  const tokens = (await Promise.all(others)).map((session) => session.access_token)
  const stranger = await app.signedUp()

  const answer = await client.sessions.revoke_others.mutate()

  expect(answer).toBeUndefined()
  for (const token of tokens)
    expect(await codeOf(app.client({ token }).users.me.query())).toBe('session_revoked')
  expect((await client.sessions.list.query()).total).toBe(1)
  expect((await stranger.client.users.me.query()).id).toBe(stranger.session.id)
})
