import { expect, test, vi } from 'vitest'
import { type Answer, cookiesOf, type TestApp, testApp } from '../../../test/test-app.ts'

const behindProxy = { TRUSTED_PROXIES: '127.0.0.1' }
const quarter = 900

/** Tries a wrong password, from a network of its own where one is named. */
function guess(app: TestApp, email: string, from?: { ip?: string; cookie?: string; password?: string }) {
  return app.call('POST /api/auth/login', {
    body: { email, password: from?.password ?? 'wrong wrong' },
    headers: {
      ...(from?.ip && { 'x-forwarded-for': from.ip }),
      ...(from?.cookie && { cookie: from.cookie }),
    },
  })
}

const times = <T>(count: number, work: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)))

/** How many answers there were of each status. */
function tally(answers: Answer[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

test('of 200 wrong passwords at once over two instances exactly five are checked', async () => {
  await using app = await testApp()
  const other = await app.another()
  const { email } = await app.signedUp()
  const checks = [app, other].map((each) => vi.spyOn(each.services.passwords, 'verify'))

  const answers = await times(200, (index) => guess(index % 2 ? app : other, email))

  expect(tally(answers)).toEqual({ 401: 5, 429: 195 })
  expect(checks.reduce((sum, check) => sum + check.mock.calls.length, 0)).toBe(5)
  const counts = await app.services.db
    .selectFrom('attempt')
    .select(['quota', 'count'])
    .orderBy('quota')
    .execute()
  // Registered once; what was refused counts for nothing.
  expect(counts).toEqual([
    { quota: 5, count: 5 },
    { quota: 10, count: 5 },
    { quota: 20, count: 1 },
    { quota: 100, count: 5 },
  ])
})

test('of 200 wrong passwords at once for many accounts exactly 100 are checked', async () => {
  await using app = await testApp()
  const other = await app.another()
  // The queue of the hasher has its own limit.
  const checks = [app, other].map((each) =>
    vi.spyOn(each.services.passwords, 'verify').mockImplementation(async () => false),
  )

  const answers = await times(200, (index) => guess(index % 2 ? app : other, `person-${index}@example.com`))

  expect(tally(answers)).toEqual({ 401: 100, 429: 100 })
  expect(checks.reduce((sum, check) => sum + check.mock.calls.length, 0)).toBe(100)
})

test('a refusal says which limit, and when to come back, by both doors', async () => {
  await using app = await testApp()
  await times(5, () => guess(app, 'ada@example.com'))

  const rest = await guess(app, 'ada@example.com')
  const trpc = await app.call('POST /trpc/auth.login', { body: { email: 'ada@example.com', password: 'x' } })

  expect(rest).toMatchObject({ status: 429, body: { code: 'rate_limited', status: 429 } })
  expect(trpc).toMatchObject({
    status: 429,
    body: { error: { data: { problem: { code: 'rate_limited' } } } },
  })
  for (const { headers } of [rest, trpc]) {
    const seconds = Number(headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(quarter - 20)
    expect(seconds).toBeLessThanOrEqual(quarter)
    expect(headers.get('ratelimit-policy')).toBe('"guess_pair";q=5;w=900')
    expect(headers.get('ratelimit')).toBe(`"guess_pair";r=0;t=${seconds}`)
  }
})

test('five wrong passwords for one account from one network, then none for the quarter of an hour', async () => {
  await using app = await testApp()
  const { email, password } = await app.signedUp()
  await times(5, () => guess(app, email))

  const right = await guess(app, email, { password })
  app.pass(quarter - 20)
  const stillRight = await guess(app, email, { password })
  app.pass(20)
  const later = await guess(app, email, { password })

  expect([right.status, stillRight.status, later.status]).toEqual([429, 429, 200])
})

test('an address without an account is limited alike', async () => {
  await using app = await testApp()

  const answers = [
    await times(5, () => guess(app, 'nobody@example.com')),
    await times(1, () => guess(app, 'nobody@example.com')),
  ]

  expect(answers.map(tally)).toEqual([{ 401: 5 }, { 429: 1 }])
})

test('after ten wrong passwords from anywhere an account makes guessers wait, longer each time', async () => {
  await using app = await testApp(behindProxy)
  const { email, password } = await app.signedUp()
  const from = (index: number) => ({ ip: `198.51.100.${index}` })
  const first = tally(await times(10, (index) => guess(app, email, from(index))))

  const waits: number[] = []
  for (let round = 0; round < 8; round++) {
    const refused = await guess(app, email, { ...from(100 + round), password })
    expect(refused.headers.get('ratelimit-policy')).toBe('"guess_account";q=10;w=900')
    waits.push(Number(refused.headers.get('retry-after')))
    app.pass(waits[round] ?? 0)
    expect((await guess(app, email, from(100 + round))).status).toBe(401)
  }

  expect(first).toEqual({ 401: 10 })
  expect(waits.map((seconds) => Math.round(seconds / 60))).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
  app.pass(3600 + quarter)
  expect(tally(await times(10, (index) => guess(app, email, from(index))))).toEqual({ 401: 10 })
})

test('a hundred wrong passwords from one network, then none for anyone there', async () => {
  await using app = await testApp(behindProxy)
  const { email, password } = await app.signedUp()
  vi.spyOn(app.services.passwords, 'verify').mockImplementation(async () => false)
  const ip = '198.51.100.1'
  await times(100, (index) => guess(app, `person-${index}@example.com`, { ip }))
  vi.restoreAllMocks()

  const there = await guess(app, email, { ip, password })
  const elsewhere = await guess(app, email, { ip: '198.51.100.2', password })
  app.pass(quarter)
  const later = await guess(app, email, { ip, password })

  expect([there.status, elsewhere.status, later.status]).toEqual([429, 200, 200])
  expect(there.headers.get('ratelimit-policy')).toBe('"guess_network";q=100;w=900')
})

test('a network that has used up its tries is refused before its body is looked at', async () => {
  await using app = await testApp()
  vi.spyOn(app.services.passwords, 'verify').mockImplementation(async () => false)
  await times(100, (index) => guess(app, `person-${index}@example.com`))

  const rest = await app.call('POST /api/auth/login', {
    body: '{',
    headers: { 'content-type': 'text/plain' },
  })
  const trpc = await app.call('POST /trpc/auth.login', {
    body: '{',
    headers: { 'content-type': 'text/plain' },
  })
  const other = await app.call('GET /api/users/me')

  expect([rest.status, trpc.status, other.status]).toEqual([429, 429, 401])
})

test('input that is not valid is told so before the account’s limit, and does not count', async () => {
  await using app = await testApp()
  await times(30, () => guess(app, 'not an address'))
  await times(5, () => guess(app, 'ada@example.com'))

  const invalid = await app.call('POST /api/auth/login', { body: { email: 'ada@example.com' } })
  const valid = await guess(app, 'ada@example.com')

  expect([invalid.status, valid.status]).toEqual([422, 429])
})

test('a good login gives back what it used', async () => {
  await using app = await testApp()
  const { email, password } = await app.signedUp()

  for (let round = 0; round < 12; round++) expect((await guess(app, email, { password })).status).toBe(200)
  const wrong = tally(await times(6, () => guess(app, email)))

  expect(wrong).toEqual({ 401: 5, 429: 1 })
})

test('a login that could not be tried gives back what it used', async () => {
  await using app = await testApp()
  const { email, password } = await app.signedUp()
  await app.services.passwords.close()

  const unavailable = tally(await times(8, () => guess(app, email, { password })))

  expect(unavailable[503]).toBeGreaterThanOrEqual(5)
  const counts = await app.services.db
    .selectFrom('attempt')
    .select(['quota', 'count'])
    .orderBy('quota')
    .execute()
  expect(counts.filter(({ quota }) => quota !== 20).map(({ count }) => count)).toEqual([0, 0, 0])
})

test('an attacker cannot lock the owner out of a browser that has signed in before', async () => {
  await using app = await testApp(behindProxy)
  const { email, password } = await app.signedUp()
  const known = cookiesOf(await guess(app, email, { password, ip: '203.0.113.1' }))
  // Even from the owner's own network.
  await times(5, () => guess(app, email, { ip: '203.0.113.1' }))
  await times(5, (index) => guess(app, email, { ip: `198.51.100.${index}` }))

  const stranger = await guess(app, email, { password, ip: '192.0.2.1' })
  const owner = await guess(app, email, { password, ip: '203.0.113.1', cookie: known })

  expect([stranger.status, owner.status]).toEqual([429, 200])
})

test('a known browser has ten wrong tries of its own, for that account only', async () => {
  await using app = await testApp(behindProxy)
  const ada = await app.signedUp()
  const bob = await app.signedUp()
  const cookie = cookiesOf(await guess(app, ada.email, { password: ada.password }))

  const forAda = await times(12, (index) => guess(app, ada.email, { cookie, ip: `198.51.100.${index}` }))
  const forBob = await times(7, () => guess(app, bob.email, { cookie }))
  const elsewhere = await guess(app, ada.email, { password: ada.password, ip: '192.0.2.1' })
  app.pass(quarter)
  const later = await guess(app, ada.email, { cookie, password: ada.password })

  expect(tally(forAda)).toEqual({ 401: 10, 429: 2 })
  expect(forAda.find(({ status }) => status === 429)?.headers.get('ratelimit-policy')).toBe(
    '"guess_known_browser";q=10;w=900',
  )
  expect(tally(forBob)).toEqual({ 401: 5, 429: 2 })
  expect([elsewhere.status, later.status]).toEqual([200, 200])
})

test('a known browser is told from its network too, where all others there are refused', async () => {
  await using app = await testApp()
  const { email, password } = await app.signedUp()
  const cookie = cookiesOf(await guess(app, email, { password }))
  vi.spyOn(app.services.passwords, 'verify').mockImplementation(async () => false)
  await times(100, (index) => guess(app, `person-${index}@example.com`))
  vi.restoreAllMocks()

  const owner = await guess(app, email, { password, cookie })
  const another = await guess(app, 'bob@example.com', { cookie })
  const stranger = await guess(app, email, { password })

  expect([owner.status, another.status, stranger.status]).toEqual([200, 429, 429])
})

test('the mark of a known browser is kept from scripts, for 400 days, and stays at logout', async () => {
  await using app = await testApp({ PUBLIC_URL: 'https://auth.example.com' })
  await using plain = await testApp()
  const { email, password, session } = await plain.signedUp()

  const onHttps = await guess(app, email, { password })
  const onHttp = await guess(plain, email, { password })
  const refreshed = await plain.call('POST /api/auth/refresh', {
    body: { refresh_token: session.refresh_token },
  })
  const loggedOut = await plain.call('POST /api/auth/logout', { headers: { cookie: cookiesOf(onHttp) } })

  expect(onHttps.headers.getSetCookie().join('\n')).toMatch(
    /^__Host-known_browser=[\w-]{54}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/m,
  )
  expect(onHttp.headers.getSetCookie().join('\n')).toMatch(
    /^known_browser=[\w-]{54}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/m,
  )
  expect(cookiesOf(refreshed)).not.toContain('known_browser')
  expect(loggedOut.status).toBe(204)
  expect(cookiesOf(loggedOut)).not.toContain('known_browser')
})

test('a forwarded address counts from a trusted proxy only', async () => {
  await using trusting = await testApp(behindProxy)
  const behind = await times(8, (index) => guess(trusting, 'ada@example.com', { ip: `198.51.100.${index}` }))
  await using alone = await testApp()
  const forged = await times(8, (index) => guess(alone, 'ada@example.com', { ip: `198.51.100.${index}` }))

  expect(tally(behind)).toEqual({ 401: 8 })
  expect(tally(forged)).toEqual({ 401: 5, 429: 3 })
})

test('what a client writes before the proxy’s own entry does not count', async () => {
  await using app = await testApp(behindProxy)

  const answers = await times(8, (index) =>
    guess(app, 'ada@example.com', { ip: `10.0.0.${index}, 198.51.100.1` }),
  )

  expect(tally(answers)).toEqual({ 401: 5, 429: 3 })
})

test('an IPv6 network is one however many addresses it has', async () => {
  await using app = await testApp(behindProxy)

  const within = await times(8, (index) => guess(app, 'ada@example.com', { ip: `2001:db8:1:2:${index}::1` }))
  const beside = await guess(app, 'ada@example.com', { ip: '2001:db8:1:3::1' })

  expect(tally(within)).toEqual({ 401: 5, 429: 3 })
  expect(beside.status).toBe(401)
})

test('twenty people register from one network in an hour, taken addresses included', async () => {
  await using app = await testApp(behindProxy)
  const register = (email: string, ip = '198.51.100.1') =>
    app.call('POST /api/auth/register', {
      body: { email, password: 'seven lively otters', name: 'Ada' },
      headers: { 'x-forwarded-for': ip },
    })
  await register('ada@example.com')
  const taken = tally(await times(9, () => register('ada@example.com')))
  const more = tally(await times(12, (index) => register(`person-${index}@example.com`)))

  const refused = await register('bob@example.com')
  const elsewhere = await register('bob@example.com', '198.51.100.2')
  app.pass(3600)
  const later = await register('eve@example.com')

  expect([taken, more]).toEqual([{ 409: 9 }, { 201: 10, 429: 2 }])
  expect(refused.headers.get('ratelimit-policy')).toBe('"registration";q=20;w=3600')
  expect([refused.status, elsewhere.status, later.status]).toEqual([429, 201, 201])
})

test('a session is refreshed sixty times a minute, and others are not counted with it', async () => {
  await using app = await testApp()
  const ada = await app.signedUp()
  const bob = await app.signedUp()
  const refresh = (refresh_token: string) => app.call('POST /api/auth/refresh', { body: { refresh_token } })

  const answers = tally(await times(65, () => refresh(ada.session.refresh_token)))
  const others = await refresh(bob.session.refresh_token)
  const garbage = await refresh('rt_garbage')
  const refused = await refresh(ada.session.refresh_token)
  app.pass(60)
  const [later] = await times(1, () => refresh(ada.session.refresh_token))

  expect(answers).toEqual({ 200: 60, 429: 5 })
  expect([others.status, garbage.status, refused.status, later?.status]).toEqual([200, 401, 429, 200])
  expect(refused.headers.get('ratelimit-policy')).toBe('"refresh";q=60;w=60')
})

test('with RATE_LIMITS=off nothing is counted', async () => {
  await using app = await testApp({ RATE_LIMITS: 'off' })

  const answers = tally(await times(30, () => guess(app, 'ada@example.com')))

  expect(answers).toEqual({ 401: 30 })
  expect(await app.services.db.selectFrom('attempt').selectAll().execute()).toEqual([])
})

test('no address is kept in the clear', async () => {
  await using app = await testApp()
  await guess(app, 'ada@example.com')

  const rows = await app.services.db.selectFrom('attempt').selectAll().execute()

  expect(rows).toHaveLength(3)
  expect(rows.map((row) => row.key_hash.length)).toEqual([32, 32, 32])
})
