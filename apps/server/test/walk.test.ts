import { expect, test } from 'vitest'
import { codeOf, testApp } from './test-app.ts'

const ada = { email: 'ada@example.com', password: 'seven lively otters', name: 'Ada Lovelace' }

test.each(['/api', '/api/v1'])('register, log in, me, refresh, me, log out, me: on %s', async (prefix) => {
  await using app = await testApp()
  const { email, password } = ada

  const registered = await app.call(`POST ${prefix}/auth/register`, { body: ada })
  const loggedIn = await app.call(`POST ${prefix}/auth/login`, { body: { email, password } })
  const me = await app.call(`GET ${prefix}/users/me`, { token: loggedIn.body.access_token })
  const { refresh_token } = loggedIn.body
  const refreshed = await app.call(`POST ${prefix}/auth/refresh`, { body: { refresh_token } })
  const token = refreshed.body.access_token
  const again = await app.call(`GET ${prefix}/users/me`, { token })
  const loggedOut = await app.call(`POST ${prefix}/auth/logout`, { token })
  const over = await app.call(`GET ${prefix}/users/me`, { token })

  expect([registered.status, loggedIn.status, me.status, refreshed.status]).toEqual([201, 200, 200, 200])
  expect(again.body).toEqual(me.body)
  expect(loggedOut.status).toBe(204)
  expect(over).toMatchObject({ status: 401, body: { code: 'session_revoked' } })
})

test('register, log in, me, refresh, me, log out, me: over tRPC, in batches', async () => {
  await using app = await testApp()
  const { email, password } = ada
  const guest = app.client({ isBatched: true })

  await guest.auth.register.mutate(ada)
  const session = await guest.auth.login.mutate({ email, password })
  const client = app.client({ isBatched: true, token: session.access_token })
  const [me, same] = await Promise.all([client.users.me.query(), client.users.me.query()])
  const next = await guest.auth.refresh.mutate({ refresh_token: session.refresh_token })
  const renewed = app.client({ isBatched: true, token: next.access_token })
  const again = await renewed.users.me.query()
  const nothing = await renewed.auth.logout.mutate()
  const over = [renewed.users.me.query(), client.users.me.query()]

  expect(me).toEqual(same)
  expect(again).toEqual(me)
  expect(nothing).toBeUndefined()
  expect(await Promise.all(over.map(codeOf))).toEqual(['session_revoked', 'session_revoked'])
})
