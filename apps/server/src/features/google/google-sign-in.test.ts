import { afterAll, beforeAll, expect, test } from 'vitest'
import { asGoogle, openBrowser, openTestStandIn, pageOf } from '../../../test/google-browser.ts'
import { continueAs } from '../../../test/stand-in-person.ts'
import { codeOf, testApp } from '../../../test/test-app.ts'
import { doRegularWork } from '../../jobs/regular-work.ts'
import type { StandIn } from '../../stand-in/open-stand-in.ts'

let standIn: StandIn

beforeAll(async () => {
  standIn = await openTestStandIn()
})
afterAll(() => standIn.close())

const googleApp = (settings: Record<string, string> = {}) => testApp({ ...asGoogle(standIn), ...settings })

test.each(['/api', '/api/v1'])(
  'who has no account signs in with one click and has one: on %s',
  async (prefix) => {
    await using app = await googleApp()
    const browser = openBrowser(app)

    const url = (await browser.call(`GET ${prefix}/auth/google/url`)).body.url
    const back = new URL(await continueAs(url, 'ada'))
    const callback = await browser.call(`GET ${prefix}/auth/google/callback${back.search}`)
    const session = await browser.call('POST /api/auth/refresh')

    expect(pageOf(callback)).toBe('/')
    expect(session).toMatchObject({
      status: 200,
      body: {
        email: 'ada@example.com',
        email_verified: true,
        name: 'Ada Lovelace',
        has_password: false,
        has_google: true,
      },
    })
    const { events } = await app.client({ token: session.body.access_token }).users.events.query()
    expect(events.map((event) => [event.kind, event.details['method']])).toEqual([
      ['signed_in', 'google'],
      ['registered', 'google'],
    ])
  },
)

test('who comes again is in the same account, whatever Google calls their address now', async () => {
  await using app = await googleApp()
  await openBrowser(app).signInAs('ada')
  const browser = openBrowser(app)

  const callback = await browser.signInAs('changed_address')
  const me = (await browser.call('GET /api/users/me')).body

  expect(pageOf(callback)).toBe('/')
  expect(me).toMatchObject({ email: 'ada@example.com', email_verified: true })
})

test('a new browser is told of by mail, a known one is not', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  await browser.signInAs('ada')
  await browser.signInAs('ada')
  const before = await app.mails('ada@example.com')

  await openBrowser(app).signInAs('ada')
  const after = await app.mails('ada@example.com')

  expect(before).toEqual([])
  expect(after.map((mail) => mail.subject)).toEqual(['New sign-in to your account'])
})

test('the sign-in ends at the page it was asked for', async () => {
  await using app = await googleApp()

  const callback = await openBrowser(app).signInAs('ada', `?redirect_to=${encodeURIComponent('/keys?x=ä#y')}`)

  expect(callback.headers.get('location')).toBe('http://localhost:3000/keys?x=%C3%A4#y')
})

test('what Google is asked has PKCE, a state and a nonce, and nothing of the request', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)

  const { searchParams, origin } = new URL(await browser.begin())

  expect(origin).toBe(standIn.issuer)
  expect(Object.fromEntries(searchParams)).toEqual({
    client_id: standIn.client_id,
    redirect_uri: 'http://localhost:3000/api/auth/google/callback',
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  })
})

test('the cookie of an attempt is the browser’s alone for ten minutes, and says nothing', async () => {
  await using app = await googleApp({ PUBLIC_URL: 'https://auth.example.com' })

  const answer = await app.call('GET /api/auth/google/url')

  const [cookie = ''] = answer.headers.getSetCookie()
  expect(cookie).toMatch(
    /^__Host-google_attempt_[0-9a-f]{16}=[\w-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
  const sealed = Buffer.from(/=([\w-]+);/.exec(cookie)?.[1] ?? '', 'base64url').toString('latin1')
  expect(sealed).not.toContain(new URL(answer.body.url).searchParams.get('state'))
  expect(answer.headers.get('cache-control')).toBe('no-store')
})

test('two tabs that begin at once both succeed, over both doors', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)

  const one = await browser.begin('?redirect_to=/one')
  const other = (await browser.call('GET /trpc/auth.google_url?input={"redirect_to":"/other"}')).body.result
    .data
  const [backOne, backOther] = await Promise.all([continueAs(one, 'ada'), continueAs(other.url, 'ada')])
  const second = await browser.goBack(backOther)
  const first = await browser.goBack(backOne)

  expect([pageOf(first), pageOf(second)]).toEqual(['/one', '/other'])
  expect([...browser.cookies.keys()].sort()).toEqual(['access_token', 'known_browser', 'refresh_token'])
})

test('a browser keeps its five newest attempts', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  const first = await browser.begin()
  for (let times = 0; times < 5; times++) {
    app.pass(1)
    await browser.begin()
  }

  const callback = await browser.goBack(await continueAs(first, 'ada'))

  expect(browser.cookies.size).toBe(5)
  expect(pageOf(callback)).toBe('/login?error=google_stale')
})

test('two first callbacks of one person at once make one account', async () => {
  await using app = await googleApp()
  const browsers = [openBrowser(app), openBrowser(app), openBrowser(app)]
  const backs = await Promise.all(browsers.map(async (each) => continueAs(await each.begin(), 'ada')))

  const callbacks = await Promise.all(browsers.map((each, index) => each.goBack(backs[index]!)))
  const people = await Promise.all(browsers.map((each) => each.call('GET /api/users/me')))

  expect(callbacks.map(pageOf)).toEqual(['/', '/', '/'])
  expect(new Set(people.map(({ body }) => body.id)).size).toBe(1)
})

test('what began at one instance is finished by another', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  const { pathname, search } = new URL(await continueAs(await browser.begin(), 'ada'))
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

  const callback = await (await app.another()).call(`GET ${pathname}${search}`, { headers: { cookie } })

  expect(pageOf(callback)).toBe('/')
})

test('who registers an address as its owner comes from Google keeps nothing of it', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  const back = await continueAs(await browser.begin(), 'ada')
  const squatting = app.signedUp({ email: 'ada@example.com' }).catch(() => null)

  const [callback] = await Promise.all([browser.goBack(back), squatting])
  const login = { email: 'ada@example.com', password: 'seven lively otters' }

  expect(pageOf(callback)).toBe('/')
  expect(await codeOf(app.client().auth.login.mutate(login))).toBe('invalid_credentials')
  expect((await browser.call('GET /api/users/me')).body).toMatchObject({
    has_google: true,
    has_password: false,
  })
})

test('a callback works once: its copy is no session, here or in another browser', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  const back = await continueAs(await browser.begin(), 'ada')
  const thief = openBrowser(app)
  const copy = openBrowser(app)
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value)

  const stolen = await thief.goBack(back)
  const first = await browser.goBack(back)
  const again = await browser.goBack(back)
  const copied = await copy.goBack(back)

  expect(pageOf(first)).toBe('/')
  expect([stolen, again, copied].map(pageOf)).toEqual(Array(3).fill('/login?error=google_stale'))
  expect(stolen.headers.getSetCookie()).toEqual([])
  expect((await app.services.db.selectFrom('session').select('id').execute()).length).toBe(1)
})

test('a double click ends with one session, and the other at the login page', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  const back = await continueAs(await browser.begin(), 'ada')

  const both = await Promise.all([browser.goBack(back), browser.goBack(back)])

  expect(both.map(pageOf).sort()).toEqual(['/', '/login?error=google_stale'])
  expect((await app.services.db.selectFrom('session').select('id').execute()).length).toBe(1)
})

test('a callback that began in another browser signs nobody in as its owner', async () => {
  await using app = await googleApp()
  const mallory = openBrowser(app)
  const victim = openBrowser(app)
  await victim.begin()

  const callback = await victim.goBack(await continueAs(await mallory.begin(), 'grace'))

  expect(pageOf(callback)).toBe('/login?error=google_stale')
  expect(victim.cookies.has('access_token')).toBe(false)
})

test('an attempt is over after ten minutes', async () => {
  await using app = await googleApp()
  const browser = openBrowser(app)
  const back = await continueAs(await browser.begin(), 'ada')
  app.pass(601)

  expect(pageOf(await browser.goBack(back))).toBe('/login?error=google_stale')
})

test('used attempts are forgotten once they have run out', async () => {
  await using app = await googleApp()
  await openBrowser(app).signInAs('ada')
  const used = () => app.services.db.selectFrom('used_google_attempt').selectAll().execute()
  const before = await used()
  app.pass(601)
  await doRegularWork(app.services, app.services.now(), 1800)

  expect(before.length).toBe(1)
  expect(await used()).toEqual([])
})

test('a denied consent, and an address that is not verified, end at the login page without an account', async () => {
  await using app = await googleApp()

  const denied = await openBrowser(app).signInAs('cancel')
  const refused = await openBrowser(app).signInAs('refuses')
  const unverified = await openBrowser(app).signInAs('unverified')

  expect([denied, refused, unverified].map(pageOf)).toEqual([
    '/login?error=google_denied',
    '/login?error=google_denied',
    '/login?error=google_unverified',
  ])
  expect(await app.services.db.selectFrom('user').select('id').execute()).toEqual([])
})

test('where registration is closed nobody new comes in, and who has an account does', async () => {
  await using app = await googleApp()
  await openBrowser(app).signInAs('ada')
  app.services.config = { ...app.services.config, registration: 'closed' }

  const known = await openBrowser(app).signInAs('ada')
  const unknown = await openBrowser(app).signInAs('grace')

  expect([known, unknown].map(pageOf)).toEqual(['/', '/login?error=registration_closed'])
})

test('a suspended account is not signed in to', async () => {
  await using app = await googleApp()
  await openBrowser(app).signInAs('ada')
  await app.services.db.updateTable('user').set({ suspended_at: new Date() }).execute()

  expect(pageOf(await openBrowser(app).signInAs('ada'))).toBe('/login?error=account_suspended')
})

test.each([
  '',
  '?',
  '?code=x',
  '?state=x',
  '?code=x&state=y',
  '?state=%00&code=%00',
  '?state=a&state=b&code=c',
  '?code=%E0%A4%A',
])('the callback %s is a page, with nothing kept anywhere', async (query) => {
  await using app = await googleApp()

  const callback = await app.call(`GET /api/auth/google/callback${query}`)

  expect(pageOf(callback)).toBe('/login?error=google_stale')
  expect(callback.headers.get('cache-control')).toBe('no-store')
  expect(callback.headers.get('referrer-policy')).toBe('no-referrer')
  expect(callback.body).toBe('')
})

test.each([
  ['?error=access_denied', 'google_denied'],
  ['?error=server_error&error_description=<script>', 'google_failed'],
  ['?error=', 'google_failed'],
])('the callback %s is a page with %s, and nothing of what Google wrote', async (query, code) => {
  await using app = await googleApp()

  const callback = await app.call(`GET /api/auth/google/callback${query}`)

  expect(callback.headers.get('location')).toBe(`http://localhost:3000/login?error=${code}`)
})

test('the callback answers HEAD as GET, and no other method', async () => {
  await using app = await googleApp()

  const head = await app.call('HEAD /api/auth/google/callback?error=access_denied')
  const post = await app.call('POST /api/auth/google/callback', { body: {} })

  expect(head.status).toBe(302)
  expect(post).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } })
  expect(post.headers.get('allow')).toBe('GET, HEAD')
})

test.each(['https://evil.example/', '//evil.example', '/api/users/me'])(
  'redirect_to=%j is refused, by both doors',
  async (path) => {
    await using app = await googleApp()

    const rest = await app.call(`GET /api/auth/google/url?redirect_to=${encodeURIComponent(path)}`)

    expect(rest).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
    expect(rest.body.errors[0].path).toEqual(['redirect_to'])
    expect(await codeOf(app.client().auth.google_url.query({ redirect_to: path }))).toBe('validation_failed')
  },
)

test('without its settings there is no Google: 404, and a callback is still a page', async () => {
  await using app = await testApp()

  const url = await app.call('GET /api/auth/google/url')
  const callback = await app.call('GET /api/auth/google/callback?code=x&state=y')

  expect(url).toMatchObject({ status: 404, body: { code: 'google_not_configured' } })
  expect(pageOf(callback)).toBe('/login?error=google_stale')
})

test('nothing of codes, tokens and secrets is logged', async () => {
  await using app = await googleApp()
  const lines: string[] = []
  const note = (...words: unknown[]) => void lines.push(JSON.stringify(words))
  Object.assign(app.services.log, { info: note, warn: note, error: note })
  const browser = openBrowser(app)
  const back = new URL(await continueAs(await browser.begin(), 'ada'))
  back.searchParams.set('code', 'another-code')

  const callback = await browser.goBack(back.href)

  expect(pageOf(callback)).toBe('/login?error=google_failed')
  expect(lines.join()).toContain('a sign-in with Google failed')
  for (const secret of ['another-code', standIn.client_secret, back.searchParams.get('state') ?? '']) {
    expect(lines.join()).not.toContain(secret)
  }
})
