import { afterAll, beforeAll, expect, test } from 'vitest'
import { asGoogle, openBrowser, openTestStandIn, pageOf } from '../../../test/google-browser.ts'
import { continueAs } from '../../../test/stand-in-person.ts'
import { codeOf, type TestApp, testApp } from '../../../test/test-app.ts'
import type { StandIn } from '../../stand-in/open-stand-in.ts'

let standIn: StandIn

beforeAll(async () => {
  standIn = await openTestStandIn()
})
afterAll(() => standIn.close())

const googleApp = (settings: Record<string, string> = {}) => testApp({ ...asGoogle(standIn), ...settings })

const verified = (app: TestApp, email: string) =>
  app.services.db.updateTable('user').set({ email_verified: true }).where('email', '=', email).execute()

/** Somebody with a password and a verified address. */
async function settled(app: TestApp, email: string) {
  const person = await app.signedUp({ email })
  await verified(app, email)
  return person
}

test('an account with the same address, verified on both sides, is linked and keeps everything', async () => {
  await using app = await googleApp()
  const { client, session, email, password } = await settled(app, 'ada@example.com')
  await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })
  const browser = openBrowser(app)

  const callback = await browser.signInAs('ada')
  const me = (await browser.call('GET /api/users/me')).body

  expect(pageOf(callback)).toBe('/')
  expect(me).toMatchObject({ id: session.id, has_password: true, has_google: true })
  expect((await client.api_keys.list.query()).total).toBe(1)
  expect((await app.client().auth.login.mutate({ email, password })).has_google).toBe(true)
  const subjects = (await app.mails(email)).map((mail) => mail.subject)
  expect(subjects).toContain('Google was linked to your account')
  const kinds = (await client.users.events.query()).events.map((event) => event.kind)
  expect(kinds).toContain('google_linked')
})

test('an account that nobody had verified is its real owner’s, and nothing of the squatter stays', async () => {
  await using app = await googleApp()
  const squatter = await app.signedUp({ email: 'ada@example.com' })
  const { plaintext_key } = await squatter.client.api_keys.create.mutate({ name: 'mine', scope: 'admin' })
  await squatter.client.users.update.mutate({ name: 'Mallory' })
  const link = await app.linkToken('ada@example.com', 'verify-email')
  const browser = openBrowser(app)

  const callback = await browser.signInAs('ada')
  const me = (await browser.call('GET /api/users/me')).body

  expect(pageOf(callback)).toBe('/')
  expect(me).toMatchObject({
    id: squatter.session.id,
    name: 'Ada Lovelace',
    email_verified: true,
    has_password: false,
    has_google: true,
    avatar_url: null,
  })
  const { email, password, session } = squatter
  const token = browser.cookies.get('access_token')!
  expect(await codeOf(squatter.client.users.me.query())).toBe('session_revoked')
  expect(await codeOf(app.client().auth.refresh.mutate({ refresh_token: session.refresh_token }))).toBe(
    'session_revoked',
  )
  expect(await codeOf(app.client().auth.login.mutate({ email, password }))).toBe('invalid_credentials')
  expect(await codeOf(app.client({ token: plaintext_key }).users.me.query())).toBe('api_key_invalid')
  expect(await codeOf(app.client({ token }).auth.verify_email.mutate({ token: link }))).toBe('link_expired')
  expect((await app.mails(email)).at(-1)?.text).toContain('an earlier password works no more')
})

test('a squatter’s own Google is dropped as the real owner arrives', async () => {
  await using app = await googleApp()
  const squatter = openBrowser(app)
  const { session } = await app.signedUp({ email: 'ada@example.com' })
  await squatter.signInAs('grace', '?link=true', session.access_token)

  await openBrowser(app).signInAs('ada')
  await squatter.signInAs('grace')

  expect((await squatter.call('GET /api/users/me')).body.email).toBe('grace@example.com')
})

test('whoever resets the password of an account that nobody had verified drops its Google', async () => {
  await using app = await googleApp()
  const { session, email } = await app.signedUp({ email: 'hedy@example.com' })
  await openBrowser(app).signInAs('grace', '?link=true', session.access_token)

  await app.client().auth.forgot_password.mutate({ email })
  const token = await app.linkToken(email, 'reset-password')
  await app.client().auth.reset_password.mutate({ token, password: 'nine lively otters' })
  const mine = await app.client().auth.login.mutate({ email, password: 'nine lively otters' })

  expect(mine).toMatchObject({ email_verified: true, has_google: false })
})

test('an address that Google has not verified neither links nor takes over an account', async () => {
  await using app = await googleApp()
  const { client } = await app.signedUp({ email: 'alan@example.com' })

  const before = await openBrowser(app).signInAs('unverified')
  await verified(app, 'alan@example.com')
  const after = await openBrowser(app).signInAs('unverified')

  expect([before, after].map(pageOf)).toEqual(Array(2).fill('/login?error=google_unverified'))
  expect(await client.users.me.query()).toMatchObject({ has_google: false, has_password: true })
})

test('a second Google account of the same address is refused', async () => {
  await using app = await googleApp()
  await openBrowser(app).signInAs('ada')

  const callback = await openBrowser(app).signInAs('changed_sub')

  expect(pageOf(callback)).toBe('/login?error=google_already_linked')
})

test('a person signed in links Google and unlinks it, and both are in the record and the mail', async () => {
  await using app = await googleApp()
  const { client, session, email } = await settled(app, 'hedy@example.com')
  const browser = openBrowser(app)

  const linked = await browser.signInAs('grace', '?link=true', session.access_token)
  const between = await client.users.me.query()
  const cookies = [...browser.cookies.keys()]
  await client.users.unlink_google.mutate()
  await client.users.unlink_google.mutate()
  const after = await client.users.me.query()

  expect(pageOf(linked)).toBe('/settings/security')
  expect(cookies).toEqual([])
  expect([between, after]).toMatchObject([
    { email: 'hedy@example.com', has_google: true },
    { email: 'hedy@example.com', has_google: false },
  ])
  const { events } = await client.users.events.query()
  expect(events.slice(0, 2)).toMatchObject([
    { kind: 'google_unlinked' },
    { kind: 'google_linked', details: { google_email: 'grace@example.com' } },
  ])
  expect((await app.mails(email)).slice(-2).map((mail) => mail.subject)).toEqual([
    'Google was linked to your account',
    'Google was unlinked from your account',
  ])
})

test('linking again what is linked already changes nothing', async () => {
  await using app = await googleApp()
  const { client, session } = await settled(app, 'hedy@example.com')
  await openBrowser(app).signInAs('grace', '?link=true', session.access_token)
  const before = await client.users.events.query()

  const again = await openBrowser(app).signInAs('grace', '?link=true', session.access_token)

  expect(pageOf(again)).toBe('/settings/security')
  expect(await client.users.events.query()).toEqual(before)
})

test('linking proves an address that is the same on both sides', async () => {
  await using app = await googleApp()
  const { client, session } = await app.signedUp({ email: 'ada@example.com' })

  await openBrowser(app).signInAs('ada', '?link=true', session.access_token)

  expect(await client.users.me.query()).toMatchObject({
    email_verified: true,
    has_password: true,
    has_google: true,
  })
})

test('linking an address that is another proves nothing of one’s own', async () => {
  await using app = await googleApp()
  const { client, session } = await app.signedUp({ email: 'hedy@example.com' })

  await openBrowser(app).signInAs('grace', '?link=true', session.access_token)

  expect(await client.users.me.query()).toMatchObject({ email_verified: false, has_google: true })
})

test.each([
  ['of an account that has another', 'ada', 'grace', 'google_already_linked'],
  ['that is another account’s', null, 'ada', 'google_already_linked'],
  ['whose address is not verified', null, 'unverified', 'google_unverified'],
  ['that is denied', null, 'cancel', 'google_denied'],
] as const)('a link %s ends where it was asked for, with a code', async (_, linked, choice, code) => {
  await using app = await googleApp()
  await openBrowser(app).signInAs('ada')
  const { client, session } = await settled(app, 'hedy@example.com')
  const token = session.access_token
  if (linked) await openBrowser(app).signInAs('changed_sub', '?link=true', token)
  const before = (await client.users.me.query()).has_google

  const callback = await openBrowser(app).signInAs(choice, '?link=true&redirect_to=/security?tab=2', token)

  expect(pageOf(callback)).toBe(`/security?tab=2&error=${code}`)
  expect((await client.users.me.query()).has_google).toBe(before)
})

test('after unlinking, the same Google account comes in by a link alone', async () => {
  await using app = await googleApp()
  const { client, session } = await settled(app, 'ada@example.com')
  const browser = openBrowser(app)
  await browser.signInAs('ada')
  await client.users.unlink_google.mutate()

  const refused = await browser.signInAs('ada')
  const linked = await browser.signInAs('ada', '?link=true', session.access_token)
  const signedIn = await browser.signInAs('ada')

  expect([refused, linked, signedIn].map(pageOf)).toEqual([
    '/login?error=google_unlinked',
    '/settings/security',
    '/',
  ])
})

test('the last way to sign in stays', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  await browser.signInAs('ada')
  const token = browser.cookies.get('access_token')!
  const client = app.client({ token })

  const refused = await app.call('DELETE /api/users/me/google', { token })
  await client.users.change_password.mutate({ new_password: 'seven lively otters' })
  const unlinked = await app.call('DELETE /api/users/me/google', { token })

  expect(refused).toMatchObject({ status: 409, body: { code: 'last_sign_in_method' } })
  expect(unlinked.status).toBe(204)
  expect((await client.users.me.query()).has_google).toBe(false)
})

test('linking and unlinking need a sign-in of the last ten minutes', async () => {
  await using app = await googleApp()
  const { client } = await settled(app, 'ada@example.com')
  app.pass(601)

  expect(await codeOf(client.auth.google_url.query({ link: true }))).toBe('reauthentication_required')
  expect(await codeOf(client.users.unlink_google.mutate())).toBe('reauthentication_required')
})

test('a link is a signed-in person’s: nobody else’s, no key’s, no foreign page’s', async () => {
  await using app = await googleApp()
  const { client, session } = await settled(app, 'ada@example.com')
  const { plaintext_key } = await client.api_keys.create.mutate({ name: 'CI', scope: 'admin' })
  const cookie = `access_token=${session.access_token}`
  const from = (headers: Record<string, string>) =>
    app.call('GET /api/auth/google/url?link=true', { headers: { cookie, ...headers } })

  const guest = await app.call('GET /api/auth/google/url?link=true')
  const key = await app.call('GET /api/auth/google/url?link=true', { token: plaintext_key })
  const foreign = await from({ origin: 'https://evil.example' })
  const own = await from({ 'sec-fetch-site': 'same-origin' })

  expect([guest, key, foreign].map(({ body }) => body.code)).toEqual([
    'unauthenticated',
    'session_required',
    'origin_rejected',
  ])
  expect(own.status).toBe(200)
})

test('a link whose session has ended meanwhile ends at the login page', async () => {
  await using app = await googleApp()
  const { client, session, email, password } = await settled(app, 'hedy@example.com')
  const browser = openBrowser(app)
  const back = await continueAs(await browser.begin('?link=true', session.access_token), 'grace')
  await client.auth.logout.mutate()

  const callback = await browser.goBack(back)

  expect(pageOf(callback)).toBe('/login?error=google_stale')
  expect((await app.client().auth.login.mutate({ email, password })).has_google).toBe(false)
})

test('a link that was begun as one person is not finished as another', async () => {
  await using app = await googleApp()
  const hedy = await settled(app, 'hedy@example.com')
  const other = await settled(app, 'other@example.com')
  const browser = openBrowser(app)
  const back = await continueAs(await browser.begin('?link=true', hedy.session.access_token), 'grace')
  await browser.call('POST /api/auth/login', { body: { email: other.email, password: other.password } })

  const callback = await browser.goBack(back)

  expect(pageOf(callback)).toBe('/login?error=google_stale')
  expect((await hedy.client.users.me.query()).has_google).toBe(false)
  expect((await other.client.users.me.query()).has_google).toBe(false)
})

test('two people who link one Google account at once: one has it', async () => {
  await using app = await googleApp()
  const people = [await settled(app, 'one@example.com'), await settled(app, 'two@example.com')]
  const browsers = people.map(() => openBrowser(app))
  const backs = await Promise.all(
    browsers.map(async (browser, index) => {
      const url = await browser.begin('?link=true', people[index]!.session.access_token)
      return continueAs(url, 'grace')
    }),
  )

  const callbacks = await Promise.all(browsers.map((browser, index) => browser.goBack(backs[index]!)))
  const users = await Promise.all(people.map(({ client }) => client.users.me.query()))

  expect(users.filter((user) => user.has_google).length).toBe(1)
  expect(callbacks.map(pageOf).sort()).toEqual([
    '/settings/security',
    '/settings/security?error=google_already_linked',
  ])
})

test('an account of Google alone sets a password by mail, and is deleted after a recent sign-in', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  await browser.signInAs('ada')
  const old = app.client({ token: browser.cookies.get('access_token')! })
  app.pass(601)
  const tooOld = await codeOf(old.users.remove.mutate())

  await app.client().auth.forgot_password.mutate({ email: 'ada@example.com' })
  const token = await app.linkToken('ada@example.com', 'reset-password')
  await app.client().auth.reset_password.mutate({ token, password: 'nine lively otters' })
  await browser.signInAs('ada')
  const me = (await browser.call('GET /api/users/me')).body
  await app
    .client({ token: browser.cookies.get('access_token')! })
    .users.remove.mutate({ password: 'nine lively otters' })

  expect(tooOld).toBe('reauthentication_required')
  expect(me).toMatchObject({ has_password: true, has_google: true, email_verified: true })
  expect(await app.services.db.selectFrom('user').select('id').execute()).toEqual([])
  expect(pageOf(await openBrowser(app).signInAs('ada'))).toBe('/')
})

test('a deleted account of Google alone is gone, and who comes again has a new one', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  await browser.signInAs('ada')
  const first = (await browser.call('GET /api/users/me')).body
  await app.client({ token: browser.cookies.get('access_token')! }).users.remove.mutate()

  const over = await browser.call('GET /api/users/me')
  await browser.signInAs('ada')
  const second = (await browser.call('GET /api/users/me')).body

  expect(over.status).toBe(401)
  expect(second.email).toBe(first.email)
  expect(second.id).not.toBe(first.id)
})
