import * as oidc from 'openid-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Choice, continueAs } from '../../test/stand-in-person.ts'
import { openStandIn, type StandIn } from './open-stand-in.ts'
import { subOf } from './people.ts'

const callback = 'http://localhost:3000/api/auth/google/callback'
const faults: Error[] = []
let standIn: StandIn
let client: oidc.Configuration

beforeAll(async () => {
  standIn = await openStandIn({
    port: 0,
    redirect_uris: [callback],
    web_url: 'http://localhost:5173',
    slow_seconds: 0.2,
    onFault: (error) => faults.push(error),
  })
  client = await oidc.discovery(
    new URL(standIn.issuer),
    standIn.client_id,
    standIn.client_secret,
    undefined,
    { execute: [oidc.allowInsecureRequests] },
  )
})

afterAll(() => standIn.close())

/** An authorization address, and what the client keeps to finish the sign-in. */
async function begin(changes: Record<string, string | null> = {}) {
  const verifier = oidc.randomPKCECodeVerifier()
  const kept = {
    pkceCodeVerifier: verifier,
    expectedState: oidc.randomState(),
    expectedNonce: oidc.randomNonce(),
  }
  const url = oidc.buildAuthorizationUrl(client, {
    redirect_uri: callback,
    scope: 'openid email profile',
    state: kept.expectedState,
    nonce: kept.expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  return { url: url.href, kept }
}

async function signIn(choice: Choice) {
  const { url, kept } = await begin()
  const returned = await continueAs(url, choice)
  const tokens = await oidc.authorizationCodeGrant(client, new URL(returned), kept)
  return tokens.claims()
}

const ada = { sub: subOf('ada@example.com'), email: 'ada@example.com', name: 'Ada Lovelace' }

test.each<[Choice, Record<string, unknown>]>([
  ['ada', { ...ada, email_verified: true }],
  ['grace', { sub: subOf('grace@example.com'), email: 'grace@example.com', email_verified: true }],
  ['unverified', { email: 'alan@example.com', email_verified: false, name: 'Alan Turing' }],
  ['slow', { email: 'margaret@example.com', email_verified: true }],
  ['changed_sub', { ...ada, sub: subOf('ada@example.com, a second account'), email_verified: true }],
  ['changed_address', { ...ada, email: 'ada.king@example.com', email_verified: true }],
  [
    { email: ' Zoë@bücher.example ', name: '<b>Zoë</b>', verified: false },
    {
      sub: subOf('zoë@bücher.example'),
      email: 'Zoë@bücher.example',
      email_verified: false,
      name: '<b>Zoë</b>',
    },
  ],
])('%j comes with an ID token that says so', async (choice, claims) => {
  const token = await signIn(choice)

  expect(token).toMatchObject({ iss: standIn.issuer, aud: standIn.client_id, ...claims })
})

test.each<Choice>(['refuses', 'cancel'])('%s sends back access_denied, with the state', async (choice) => {
  const { url, kept } = await begin()

  const returned = new URL(await continueAs(url, choice))

  expect(returned.origin + returned.pathname).toBe(callback)
  expect(Object.fromEntries(returned.searchParams)).toMatchObject({
    error: 'access_denied',
    state: kept.expectedState,
  })
  expect(returned.searchParams.has('code')).toBe(false)
})

test('the tokens of the slow person come late', async () => {
  const { url, kept } = await begin()
  const returned = await continueAs(url, 'slow')
  const askedAtMs = performance.now()

  await oidc.authorizationCodeGrant(client, new URL(returned), kept)

  expect(performance.now() - askedAtMs).toBeGreaterThan(190)
})

test('a code is worth nothing without its verifier, the second time, or without the secret', async () => {
  const { url, kept } = await begin()
  const returned = new URL(await continueAs(url, 'ada'))
  const stranger = new oidc.Configuration(client.serverMetadata(), standIn.client_id, 'guessed')
  oidc.allowInsecureRequests(stranger)
  const exchange = (who: oidc.Configuration, verifier: string) =>
    oidc.authorizationCodeGrant(who, returned, { ...kept, pkceCodeVerifier: verifier })

  await expect(exchange(stranger, kept.pkceCodeVerifier)).rejects.toMatchObject({ error: 'invalid_client' })
  await expect(exchange(client, oidc.randomPKCECodeVerifier())).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  await exchange(client, kept.pkceCodeVerifier).catch(() => undefined)
  await expect(exchange(client, kept.pkceCodeVerifier)).rejects.toMatchObject({ error: 'invalid_grant' })
})

test.each([
  { code_challenge: null, code_challenge_method: null },
  { code_challenge_method: 'plain' },
  { code_challenge_method: null },
])('without PKCE by S256 it does not even ask: %j', async (changes) => {
  const { url } = await begin(changes)

  const returned = new URL(await continueAs(url, 'ada'))

  expect(returned.searchParams.get('error')).toBe('invalid_request')
})

test.each([
  { redirect_uri: 'http://localhost:3000/elsewhere' },
  { redirect_uri: 'https://evil.example/' },
  { client_id: 'another' },
])('it sends nobody to an address that is not registered: %j', async (changes) => {
  const { url } = await begin(changes)

  const answer = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html' } })

  expect(answer.status).toBe(400)
  expect(answer.headers.get('location')).toBeNull()
  expect(await answer.text()).toContain('This is not Google')
})

test('it asks each time, and cannot be told to remember', async () => {
  const cookies: string[] = []
  const { url } = await begin()

  const first = await fetch(url, { redirect: 'manual' })
  cookies.push(...first.headers.getSetCookie().map((line) => line.split(';')[0] ?? ''))
  const again = await begin({ prompt: 'none' })
  const silent = await fetch(again.url, { redirect: 'manual', headers: { cookie: cookies.join('; ') } })

  expect(first.headers.get('location')).toMatch(/^(http:\/\/127.+)?\/choose\//)
  expect(new URL(silent.headers.get('location') ?? '').searchParams.get('error')).toBe('login_required')
})

test('nothing of all this was a fault of the stand-in', () => {
  expect(faults).toEqual([])
})
