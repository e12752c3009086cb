import { get } from 'node:http'
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

test('the page to choose on is its own: no script, no frame, forms lead to the app and nowhere else', async () => {
  const { url } = await begin()
  const begun = await fetch(url, { redirect: 'manual' })
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0])

  const page = await fetch(new URL(begun.headers.get('location') ?? '', standIn.issuer), {
    headers: { cookie: cookie.join('; ') },
  })

  const policy = page.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("form-action 'self' http://localhost:3000 http://localhost:5173")
  expect(await page.text()).not.toMatch(/<script|<style| style=| on[a-z]+=/)
  expect(cookie.every((pair) => pair?.startsWith('stand_in_'))).toBe(true)
})

test('who types nothing of use is asked again, with what was typed, as text', async () => {
  const { url } = await begin()

  const asking = continueAs(url, { email: '"><b>no address', name: 'N', verified: true })

  await expect(asking).rejects.toThrow(/422 .*Type an address.*value="&quot;&gt;&lt;b&gt;no address"/s)
})

test('someone without a name has no claim of one', async () => {
  const token = await signIn({ email: 'nameless@example.com', name: '', verified: true })

  expect(token).toMatchObject({ email: 'nameless@example.com' })
  expect(token).not.toHaveProperty('name')
})

test('another browser cannot choose in this one’s sign-in', async () => {
  const { url } = await begin()
  const begun = await fetch(url, { redirect: 'manual' })
  const page = new URL(begun.headers.get('location') ?? '', standIn.issuer)

  const answer = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ person: 'ada' }),
    redirect: 'manual',
    headers: { cookie: 'access_token=hush; stand_in_interaction=guessed' },
  })

  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('began in another browser')
})

test('a body that is no form, or a large one, changes nothing', async () => {
  const { url } = await begin()
  const begun = await fetch(url, { redirect: 'manual' })
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0])
  const page = new URL(begun.headers.get('location') ?? '', standIn.issuer)
  const send = (body: string | URLSearchParams) =>
    fetch(page, { method: 'POST', body, redirect: 'manual', headers: { cookie: cookie.join('; ') } })

  const statuses = [await send('x'), await send(new URLSearchParams({ person: 'x'.repeat(9000) }))].map(
    (answer) => answer.status,
  )
  const chosen = await send(new URLSearchParams({ person: 'ada' }))

  expect(statuses).toEqual([400, 400])
  expect(chosen.status).toBe(303)
})

test('under another name it does not answer, so that no site can point its own name here', async () => {
  const { port } = new URL(standIn.issuer)
  const status = await new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path: '/', headers: { host: `evil.example:${port}` } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    }).on('error', reject)
  })

  expect(status).toBe(421)
})

test.each([
  ['http://localhost:3000', '127.0.0.1'],
  ['http://127.0.0.1:3000', 'localhost'],
])('beside an app at %s it is at %s, so that their cookies never meet', async (app, host) => {
  const beside = await openStandIn({ port: 0, redirect_uris: [`${app}/callback`], web_url: app })

  const answer = await fetch(beside.issuer)
  await beside.close()

  expect(new URL(beside.issuer).hostname).toBe(host)
  expect(answer.status).toBe(200)
})

test('closing waits for nobody, not even the slow', async () => {
  const closing = await openStandIn({
    port: 0,
    redirect_uris: [callback],
    web_url: 'http://localhost:3000',
    slow_seconds: 3600,
    onFault: (error) => faults.push(error),
  })
  const slowClient = await oidc.discovery(
    new URL(closing.issuer),
    closing.client_id,
    closing.client_secret,
    undefined,
    { execute: [oidc.allowInsecureRequests] },
  )
  const { url, kept } = await begin()
  const address = new URL(url)
  const returned = await continueAs(closing.issuer + address.pathname + address.search, 'slow')
  const exchanging = oidc.authorizationCodeGrant(slowClient, new URL(returned), kept).catch(String)
  await new Promise((resolve) => setTimeout(resolve, 50))

  await closing.close()

  expect(await exchanging).toContain('fetch failed')
})

test('nothing of all this was a fault of the stand-in', () => {
  expect(faults).toEqual([])
})
