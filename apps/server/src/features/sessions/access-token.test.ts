import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  decodeJwt,
  decodeProtectedHeader,
  jwtVerify,
  SignJWT,
} from 'jose'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'
import { rotateSigningKeys, sealingKey } from './signing-keys.ts'
import { authSecret } from '../../crypto/auth-secret.ts'

test('an access token is one of RFC 9068, and the published keys prove it', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const { body: jwks } = await app.call('GET /.well-known/jwks.json')

  const { payload, protectedHeader } = await jwtVerify(session.access_token, createLocalJWKSet(jwks), {
    issuer: 'http://localhost:3000',
    audience: 'runsite',
    typ: 'at+jwt',
    algorithms: ['EdDSA'],
  })

  expect(protectedHeader.kid).toBe(app.services.key_ring.keys().current.kid)
  for (const key of jwks.keys) expect(key.kid).toBe(await calculateJwkThumbprint(key))
  expect(payload).toMatchObject({ sub: session.id, client_id: 'runsite', rot: 0, jti: expect.any(String) })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(1800)
  expect(JSON.stringify(jwks)).not.toContain('"d"')
})

test('a token runs out after 30 minutes and 5 seconds of leeway', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  app.pass(1803)
  const within = await app.call('GET /api/users/me', { token: session.access_token })
  app.pass(3)
  const after = await app.call('GET /api/users/me', { token: session.access_token })

  expect(within.status).toBe(200)
  expect(after).toMatchObject({ status: 401, body: { code: 'token_expired' } })
  expect(after.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
})

test('a token of another issuer, audience, type, algorithm or key is refused', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const { private_key, kid } = app.services.key_ring.keys().current
  const claims = decodeJwt(session.access_token)
  const header = decodeProtectedHeader(session.access_token) as { alg: string; typ: string; kid: string }
  const signed = (changes: object, headerChanges: object = {}) =>
    new SignJWT({ ...claims, ...changes })
      .setProtectedHeader({ ...header, ...headerChanges })
      .sign(private_key)
  const [head, body, signature] = session.access_token.split('.')
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt', kid })).toString('base64url')

  const tokens = [
    await signed({ iss: 'http://evil.example' }),
    await signed({ aud: 'other' }),
    await signed({}, { typ: 'JWT' }),
    await signed({}, { kid: 'unknown' }),
    await signed({ sid: 'none' }),
    await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid }).sign(Buffer.alloc(32)),
    `${none}.${body}.`,
    `${head}.${body}.${signature?.split('').toReversed().join('')}`,
    `${head}.${body}`,
  ]
  const codes = await Promise.all(
    tokens.map(async (token) => (await app.call('GET /api/users/me', { token })).body.code),
  )

  expect(codes).toEqual(tokens.map(() => 'token_invalid'))
  expect((await app.call('GET /api/users/me', { token: await signed({}) })).status).toBe(200)
})

test('rotating the keys logs nobody out, and the next key is published before it signs', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const { db, config, key_ring } = app.services
  const published = (await app.call('GET /.well-known/jwks.json')).body.keys.map(
    (key: { kid: string }) => key.kid,
  )
  const first = key_ring.keys().current.kid

  const current = await rotateSigningKeys(db, sealingKey(await authSecret(config)), config, new Date())
  await using restarted = await app.another()
  const fresh = await restarted.signedUp()

  expect(published).toContain(current)
  expect(current).not.toBe(first)
  expect(decodeProtectedHeader(fresh.session.access_token).kid).toBe(current)
  for (const server of [app, restarted]) {
    for (const token of [session.access_token, fresh.session.access_token]) {
      expect((await server.call('GET /api/users/me', { token })).status).toBe(200)
    }
  }
  expect((await restarted.call('GET /.well-known/jwks.json')).body.keys).toHaveLength(3)
})

test('a server with another AUTH_SECRET does not start on this database', async () => {
  await using app = await testApp()
  const { loadSigningKeys } = await import('./signing-keys.ts')

  await expect(loadSigningKeys(app.services.db, Buffer.alloc(32))).rejects.toThrow(
    'AUTH_SECRET is not the one that this database was set up with.',
  )
})
