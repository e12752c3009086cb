import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { asGoogle, openBrowser, pageOf } from '../../../test/google-browser.ts'
import { type Deed, type HostileIssuer, openHostileIssuer } from '../../../test/hostile-issuer.ts'
import { testApp } from '../../../test/test-app.ts'
import { openGoogleProvider } from './google-provider.ts'

let issuer: HostileIssuer

beforeAll(async () => {
  issuer = await openHostileIssuer()
})
beforeEach(() => {
  issuer.discovery = 'good'
})
afterAll(() => issuer.close())

const nowSeconds = () => Math.floor(Date.now() / 1000)

test('what is as it should be signs in', async () => {
  await using app = await testApp(asGoogle(issuer))
  const browser = openBrowser(app)

  expect(pageOf(await browser.goBack(issuer.comeBack(await browser.begin())))).toBe('/')
})

test.each<[string, Deed]>([
  ['a nonce of another attempt', { claims: { nonce: 'another' } }],
  ['no nonce', { claims: { nonce: undefined } }],
  ['another issuer', { claims: { iss: 'https://accounts.google.com' } }],
  ['another audience', { claims: { aud: 'another-client' } }],
  ['two audiences and another party', { claims: { aud: ['runsite', 'other'], azp: 'other' } }],
  ['a past end', { claims: { iat: nowSeconds() - 600, exp: nowSeconds() - 300 } }],
  ['no end', { claims: { exp: undefined } }],
  ['no sub', { claims: { sub: undefined } }],
  ['a sub that is too long', { claims: { sub: 'x'.repeat(256) } }],
  ['a sub with a NUL', { claims: { sub: 'a\0b' } }],
  ['the signature of a key that is not published', { signs_falsely: true }],
  ['a signature by the client’s secret', { alg: 'HS256' }],
  ['no signature', { alg: 'none' }],
  ['an error of the token endpoint', { answers: { status: 400, body: '{"error":"invalid_client"}' } }],
  ['a fault of the token endpoint', { answers: { status: 500, body: 'oh no' } }],
  ['no ID token', { answers: { status: 200, body: '{"access_token":"at","token_type":"Bearer"}' } }],
  ['a redirect of the token endpoint', { answers: { status: 302, body: '' } }],
  ['another issuer in the callback', { callback: { iss: 'https://accounts.google.com' } }],
  ['no issuer in the callback', { callback: { iss: undefined } }],
  ['no code', { callback: { code: undefined } }],
])('with %s nobody is signed in', async (_, deed) => {
  await using app = await testApp(asGoogle(issuer))
  const browser = openBrowser(app)

  const callback = await browser.goBack(issuer.comeBack(await browser.begin(), deed))

  expect(pageOf(callback)).toBe('/login?error=google_failed')
  expect([...browser.cookies.keys()]).toEqual([])
  expect(await app.services.db.selectFrom('user').select('id').execute()).toEqual([])
})

test.each<[string, Record<string, unknown>]>([
  ['no address', { email: undefined }],
  ['an address that is none', { email: 'not an address' }],
  ['a text for verified', { email_verified: 'true' }],
  ['nothing about verified', { email_verified: undefined }],
])('%s is no verified address', async (_, claims) => {
  await using app = await testApp(asGoogle(issuer))
  const browser = openBrowser(app)

  const callback = await browser.goBack(issuer.comeBack(await browser.begin(), { claims }))

  expect(pageOf(callback)).toBe('/login?error=google_unverified')
})

test.each([
  ['  ADA@Example.COM ', 'A\0da \n Lovelace', { email: 'ada@example.com', name: 'Ada  Lovelace' }],
  ['ada@example.com', undefined, { name: 'ada' }],
  ['ada@example.com', ' ', { name: 'ada' }],
  ['ada@example.com', 7, { name: 'ada' }],
  ['ada@example.com', 'x'.repeat(200), { name: 'x'.repeat(100) }],
])('the address %j and the name %j are made to fit', async (email, name, user) => {
  await using app = await testApp(asGoogle(issuer))
  const browser = openBrowser(app)

  await browser.goBack(issuer.comeBack(await browser.begin(), { claims: { email, name } }))

  expect((await browser.call('GET /api/users/me')).body).toMatchObject(user)
})

test('one sub at two issuers is two people', async () => {
  await using other = await openHostileIssuer()
  await using app = await testApp(asGoogle(issuer))
  const first = openBrowser(app)
  await first.goBack(issuer.comeBack(await first.begin()))
  app.services.google = openGoogleProvider(other)
  const second = openBrowser(app)
  const claims = { email: 'grace@example.com' }

  await second.goBack(other.comeBack(await second.begin(), { claims }))

  expect((await second.call('GET /api/users/me')).body.email).toBe('grace@example.com')
})

test.each(['broken', 'silent'] as const)(
  'while discovery is %s nobody can begin: 503; afterwards they can',
  async (discovery) => {
    await using app = await testApp(asGoogle(issuer))
    app.services.google = openGoogleProvider(issuer, 0.2)
    issuer.discovery = discovery

    const refused = await app.call('GET /api/auth/google/url')
    issuer.discovery = 'good'
    app.services.google = openGoogleProvider(issuer)
    const begun = await app.call('GET /api/auth/google/url')

    expect(refused).toMatchObject({ status: 503, body: { code: 'unavailable' } })
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(refused.headers.getSetCookie()).toEqual([])
    expect(begun.status).toBe(200)
  },
)

test('discovery is asked for once by all, and again after a failure', async () => {
  await using app = await testApp(asGoogle(issuer))
  issuer.discovery = 'broken'
  issuer.asked = 0
  await app.call('GET /api/auth/google/url')
  const afterFailure = issuer.asked
  issuer.discovery = 'good'

  const begun = await Promise.all([1, 2, 3].map(() => app.call('GET /api/auth/google/url')))
  await app.call('GET /api/auth/google/url')

  expect(begun.map(({ status }) => status)).toEqual([200, 200, 200])
  expect([afterFailure, issuer.asked]).toEqual([1, 2])
})

test('an issuer that never gives its tokens ends at the login page', async () => {
  await using app = await testApp(asGoogle(issuer))
  app.services.google = openGoogleProvider(issuer, 0.5)
  const browser = openBrowser(app)

  const callback = await browser.goBack(issuer.comeBack(await browser.begin(), { is_silent: true }))

  expect(pageOf(callback)).toBe('/login?error=google_failed')
})

test('an issuer that is gone when its visitor comes back ends at the login page', async () => {
  await using app = await testApp(asGoogle(issuer))
  const browser = openBrowser(app)
  const back = issuer.comeBack(await browser.begin())
  issuer.discovery = 'silent'
  app.services.google = openGoogleProvider(issuer, 0.2)

  expect(pageOf(await browser.goBack(back))).toBe('/login?error=google_failed')
})

test('a database that is away ends at the login page', async () => {
  await using app = await testApp(asGoogle(issuer))
  const browser = openBrowser(app)
  const back = issuer.comeBack(await browser.begin())
  const { db } = app.services
  app.services.db = db.withPlugin({
    transformQuery: () => {
      throw new Error('away')
    },
    transformResult: async ({ result }) => result,
  })

  const callback = await browser.goBack(back)
  app.services.db = db

  expect(pageOf(callback)).toBe('/login?error=google_failed')
  expect([...browser.cookies.keys()]).toEqual([])
})
