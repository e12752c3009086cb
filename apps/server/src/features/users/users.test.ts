import { expect, test } from 'vitest'
import { codeOf, cookiesOf, testApp } from '../../../test/test-app.ts'

test('one reads and renames oneself, by both doors', async () => {
  await using app = await testApp()
  const { client, session } = await app.signedUp()
  const token = session.access_token

  const renamed = await client.users.update.mutate({ name: '  Ada King ' })
  const patched = await app.call('PATCH /api/users/me', { token, body: { name: 'Countess 😀' } })
  const me = await app.call('GET /api/v1/users/me', { token })

  expect(renamed.name).toBe('Ada King')
  expect(patched).toMatchObject({ status: 200, body: { name: 'Countess 😀' } })
  expect(me.body).toEqual(await client.users.me.query())
  expect(me.body).toMatchObject({ name: 'Countess 😀', avatar_url: null, has_google: false })
  expect(me.body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(me.body).not.toHaveProperty('password_hash')
})

test.each([
  [{}, 'validation_failed'],
  [{ name: '' }, 'validation_failed'],
  [{ name: 'Ada', email: 'other@example.com' }, 'validation_failed'],
  [{ name: 7 }, 'validation_failed'],
  [[], 'validation_failed'],
  [{ name: 'a\0b' }, 'malformed_request'],
])('changing the profile to %j is refused: %s', async (body, code) => {
  await using app = await testApp()
  const { session, client } = await app.signedUp()

  const answer = await app.call('PATCH /api/users/me', { token: session.access_token, body })

  expect(answer.body.code).toBe(code)
  expect(await codeOf(client.users.update.mutate(body as { name: string }))).toBe(code)
  expect((await client.users.me.query()).name).toBe('Ada Lovelace')
})

test('a cookie reads from anywhere and changes things from the web app only', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const login = { email: person.email, password: person.password }
  const cookie = cookiesOf(await app.call('POST /api/auth/login', { body: login }))
  const foreign = { cookie, origin: 'https://evil.example' }

  const read = await app.call('GET /api/users/me', { headers: foreign })
  const changed = await app.call('PATCH /api/users/me', { headers: foreign, body: { name: 'Eve' } })
  const own = await app.call('PATCH /api/users/me', {
    headers: { cookie, origin: 'http://localhost:3000' },
    body: { name: 'Ada' },
  })

  expect(read.status).toBe(200)
  expect(read.headers.get('access-control-allow-origin')).toBe('http://localhost:3000')
  expect(changed).toMatchObject({ status: 403, body: { code: 'origin_rejected' } })
  expect(own.status).toBe(200)
})

test('a deleted account has no profile', async () => {
  await using app = await testApp()
  const { client } = await app.signedUp()
  await app.services.db.deleteFrom('user').execute()

  expect(await codeOf(client.users.me.query())).toBe('session_revoked')
  expect(await codeOf(client.users.update.mutate({ name: 'Nobody' }))).toBe('session_revoked')
})
