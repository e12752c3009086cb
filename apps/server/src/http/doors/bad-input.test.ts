import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'

const json = { 'content-type': 'application/json' }

test.each([
  ['GET /api/nothing', 404],
  ['GET /api/users/me/', 404],
  ['GET /api//users/me', 404],
  ['GET /api/users%2Fme', 404],
  ['GET /API/users/me', 404],
  ['GET /api/v2/users/me', 404],
  ['POST /trpc/users.nothing', 404],
  ['GET /api/%zz', 400],
])('%s answers %i as a problem', async (path, status) => {
  await using app = await testApp()

  const answer = await app.call(path, { headers: path.startsWith('POST') ? json : {} })

  expect(answer.status).toBe(status)
  const problem = answer.body.error?.data.problem ?? answer.body
  expect(problem).toMatchObject({ status, code: status === 404 ? 'not_found' : 'malformed_request' })
  expect(problem.request_id).toBe(answer.headers.get('x-request-id'))
})

test.each([
  ['PUT /api/users/me', 'DELETE, GET, HEAD, PATCH'],
  ['GET /api/auth/login', 'POST'],
  ['DELETE /healthz', 'GET, HEAD'],
])('%s answers 405 and allows %s, before the body is read', async (path, allow) => {
  await using app = await testApp()

  const answer = await app.call(path, path.startsWith('GET') ? {} : { headers: json, body: '{' })

  expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } })
  expect(answer.headers.get('allow')).toBe(allow)
})

test.each([
  ['broken JSON', '{"email":', json, 400, 'malformed_request'],
  ['broken UTF-8', new Uint8Array([0x22, 0xff, 0x22]), json, 400, 'malformed_request'],
  ['a NUL', '{"email":"a\\u0000@b.io","password":"x"}', json, 400, 'malformed_request'],
  ['a prototype', '{"email":"a@b.io","password":"x","__proto__":{"x":1}}', json, 422, 'validation_failed'],
  [
    'a form',
    'email=a',
    { 'content-type': 'application/x-www-form-urlencoded' },
    415,
    'unsupported_media_type',
  ],
  ['plain text', '{}', { 'content-type': 'text/plain' }, 415, 'unsupported_media_type'],
  ['too much', JSON.stringify({ email: 'a'.repeat(70_000) }), json, 413, 'payload_too_large'],
  ['no object', '[]', json, 422, 'validation_failed'],
  ['nothing', '', json, 422, 'validation_failed'],
])('a body of %s is refused by both doors', async (name, body, headers, status, code) => {
  await using app = await testApp()

  const rest = await app.call('POST /api/auth/login', { body, headers })
  const trpc = await app.call('POST /trpc/auth.login', { body, headers })

  expect({ name, status: rest.status, code: rest.body.code }).toEqual({ name, status, code })
  expect({ name, status: trpc.status, code: trpc.body.error.data.problem.code }).toEqual({
    name,
    status,
    code,
  })
  expect(rest.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(trpc.body.error.data.stack).toBeUndefined()
})

test.each([
  ['an empty object', 'POST /api/auth/login', {}, { email: 'Must be given.', password: 'Must be given.' }],
  ['a list', 'POST /api/auth/login', [], { '': 'Must be an object.' }],
  [
    'another type',
    'POST /api/auth/login',
    { email: 5, password: null },
    { email: 'Must be a string.', password: 'Must be a string.' },
  ],
  ['a field too many', 'PATCH /api/users/me', { name: 'Ada', age: 36 }, { age: 'There is no such field.' }],
  [
    'no such choice',
    'POST /api/api-keys',
    { name: 'CI', scope: 'root' },
    { scope: 'Must be one of "read", "write", "admin".' },
  ],
  [
    'too long a token',
    'POST /api/auth/refresh',
    { refresh_token: 'r'.repeat(1025) },
    { refresh_token: 'Must have at most 1024 characters.' },
  ],
  ['too many', 'GET /api/users/me/events?limit=101', undefined, { limit: 'Must be 100 or less.' }],
  ['too few', 'GET /api/users/me/events?limit=0', undefined, { limit: 'Must be 1 or more.' }],
  ['half a one', 'GET /api/users/me/events?limit=1.5', undefined, { limit: 'Must be a whole number.' }],
])('%s is refused in words that say what to send', async (_, path, body, wanted) => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  const answer = await app.call(path, { body, token: session.access_token })

  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
  const found = answer.body.errors.map(({ path: at, message }: any) => [at.join('.'), message])
  expect(Object.fromEntries(found)).toEqual(wanted)
})

test('the credential is judged before the body', async () => {
  await using app = await testApp()

  const rest = await app.call('PATCH /api/users/me', { body: '{', headers: { 'content-type': 'text/plain' } })
  const trpc = await app.call('POST /trpc/users.update', {
    body: '{',
    headers: { 'content-type': 'text/plain' },
  })

  expect(rest.body.code).toBe('unauthenticated')
  expect(trpc.body.error.data.problem.code).toBe('unauthenticated')
  expect([rest.status, trpc.status]).toEqual([401, 401])
})

test('a batch holds at most 20 calls, and one that sets cookies', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const batch = (names: string[]) =>
    app.call(`POST /trpc/${names.join(',')}?batch=1`, { body: {}, token: session.access_token })
  const queries = (count: number) =>
    app.call(`GET /trpc/${Array.from({ length: count }, () => 'users.me').join(',')}?batch=1&input=%7B%7D`, {
      token: session.access_token,
    })

  const answers = [await queries(20), await queries(21), await batch(['auth.logout', 'auth.refresh'])]

  expect(answers.map((answer) => answer.status)).toEqual([200, 400, 400])
  expect(answers[1]?.body[0].error.data.problem.code).toBe('malformed_request')
  expect(answers[2]?.body[1].error.data.problem.detail).toBe(
    'A batch holds at most one call that sets cookies.',
  )
})

test('in a batch each call has its own answer', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  const mixed = await app.call('POST /trpc/users.update,users.update?batch=1', {
    token: session.access_token,
    body: { 0: { name: 'Ada' }, 1: { name: '' } },
  })

  expect(mixed.status).toBe(207)
  expect(mixed.body[0].result.data.name).toBe('Ada')
  expect(mixed.body[1].error.data.problem).toMatchObject({ status: 422, code: 'validation_failed' })
})

test('HEAD answers as GET does, without the body', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  const answer = await app.call('HEAD /api/users/me', { token: session.access_token })

  expect(answer.status).toBe(200)
  expect(answer.body).toBe('')
  expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(100)
})

test('every answer carries the security headers', async () => {
  await using app = await testApp()

  for (const path of [
    'GET /api/users/me',
    'GET /nothing',
    'GET /healthz',
    'POST /trpc/auth.login',
    'GET /docs',
  ]) {
    const { headers } = await app.call(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe/)
    expect(headers.get('strict-transport-security')).toBeNull()
  }
})

test('a database that is away is 503, and nothing of it leaks', async () => {
  await using app = await testApp()
  const { db } = app.services
  const failing = db.withPlugin({
    transformQuery: () => {
      throw Object.assign(new Error('connect ECONNREFUSED 10.1.2.3'), {
        code: 'ECONNREFUSED',
        syscall: 'connect',
      })
    },
    transformResult: async ({ result }) => result,
  })
  app.services.db = failing

  const answer = await app.call('POST /api/auth/login', { body: { email: 'a@b.io', password: 'x' } })
  const ready = await app.call('GET /readyz')
  const alive = await app.call('GET /healthz')

  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect(answer.headers.get('retry-after')).toBe('2')
  expect(JSON.stringify(answer.body)).not.toContain('10.1.2.3')
  expect(ready.status).toBe(503)
  expect(alive).toMatchObject({ status: 200, body: { status: 'ok' } })
})
