import { expect, test } from 'vitest'
import { codeOf, type TestApp, testApp } from '../../../test/test-app.ts'
import { createApp } from '../../app.ts'

const METRICS_TOKEN = 'f00dfeedf00dfeedf00dfeedf00dfeed'
const forwarded = { 'x-forwarded-for': '203.0.113.9' }
const nobody = '0190d6ab-0000-7000-8000-000000000000'

async function scrape(app: TestApp): Promise<string> {
  const answer = await app.call('GET /metrics')
  expect(answer.status).toBe(200)
  return answer.body
}

/** The value of a line such as `auth_refreshes_total{outcome="moved"}`; NaN where it is missing. */
function valueOf(page: string, series: string): number {
  const line = page.split('\n').find((each) => each.startsWith(`${series} `))
  return line === undefined ? Number.NaN : Number(line.slice(series.length + 1))
}

const requests = (method: string, route: string, status: string) =>
  `http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`

test('the page is Prometheus text that nobody keeps, and tells of the process too', async () => {
  await using app = await testApp()

  const answer = await app.call('GET /metrics')

  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body).toMatch(/^# TYPE http_request_duration_seconds histogram$/m)
  expect(answer.body).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m)
  expect(answer.body).toMatch(/^process_resident_memory_bytes \d+$/m)
})

test('requests of both doors are counted by route and status class, never by what the client chose', async () => {
  await using app = await testApp()
  const { session, client } = await app.signedUp()
  const token = session.access_token

  await app.call('GET /api/users/me?secret=1', { token })
  await app.call('GET /api/v1/users/me', { token })
  await app.call(`DELETE /api/sessions/${nobody}`, { token })
  await app.call('POST /api/users/me')
  await client.users.me.query()
  await app.call('GET /trpc/users.me,sessions.list?batch=1', { token })
  await app.call('GET /trpc/no.such')
  await app.call('GET /api/no/such')
  const page = await scrape(app)

  expect(valueOf(page, requests('GET', '/api/users/me', '2xx'))).toBe(2)
  expect(valueOf(page, requests('DELETE', '/api/sessions/:id', '4xx'))).toBe(1)
  expect(valueOf(page, requests('POST', '/api/users/me', '4xx'))).toBe(1)
  expect(valueOf(page, requests('POST', '/trpc/auth.register', '2xx'))).toBe(1)
  expect(valueOf(page, requests('GET', '/trpc/users.me', '2xx'))).toBe(1)
  expect(valueOf(page, requests('GET', '/trpc/:path', '2xx'))).toBe(1)
  expect(valueOf(page, requests('GET', '/trpc/:path', '4xx'))).toBe(1)
  expect(valueOf(page, requests('GET', 'other', '4xx'))).toBe(1)
  expect(page).not.toMatch(/secret|no.such|0190d6ab|v1/)
})

test('refusals are counted by code, each call of a batch for itself', async () => {
  await using app = await testApp()
  const before = await scrape(app)

  await app.call('GET /api/users/me')
  await app.call('GET /trpc/users.me,sessions.list?batch=1')
  await codeOf(app.client().auth.login.mutate({ email: 'no@example.com', password: 'wrong otters' }))
  await app.call('GET /%')
  const page = await scrape(app)

  const count = (code: string) => valueOf(page, `auth_refusals_total{code="${code}"}`)
  expect(valueOf(before, 'auth_refusals_total{code="unauthenticated"}')).toBe(0)
  expect(count('unauthenticated')).toBe(3)
  expect(count('invalid_credentials')).toBe(1)
  expect(count('malformed_request')).toBe(1)
})

test('sessions, refreshes and API keys are counted by what came of them', async () => {
  await using app = await testApp()
  const { session, client, email, password } = await app.signedUp()
  await app.client().auth.login.mutate({ email, password })
  const refresh = (refresh_token: string) => app.client().auth.refresh.mutate({ refresh_token })

  const next = await refresh(session.refresh_token)
  await refresh(session.refresh_token)
  const last = await refresh(next.refresh_token)
  const { plaintext_key } = await app
    .client({ token: last.access_token })
    .api_keys.create.mutate({ name: 'k', scope: 'read' })
  await codeOf(refresh(session.refresh_token))
  await app.call('GET /api/users/me', { token: plaintext_key })
  await app.call('GET /api/users/me', { token: 'ak_live_typo' })
  await codeOf(client.users.me.query())
  const page = await scrape(app)

  expect(valueOf(page, 'auth_sessions_started_total{method="password"}')).toBe(2)
  expect(valueOf(page, 'auth_sessions_started_total{method="google"}')).toBe(0)
  expect(valueOf(page, 'auth_refreshes_total{outcome="moved"}')).toBe(2)
  expect(valueOf(page, 'auth_refreshes_total{outcome="repeated"}')).toBe(1)
  expect(valueOf(page, 'auth_refreshes_total{outcome="reused"}')).toBe(1)
  expect(valueOf(page, 'auth_api_key_checks_total{outcome="good"}')).toBe(1)
  expect(valueOf(page, 'auth_api_key_checks_total{outcome="api_key_invalid"}')).toBe(1)
})

test('letters are counted while they wait and when they are sent', async () => {
  await using app = await testApp()
  const { mailer } = app.services
  const send = mailer.send.bind(mailer)
  mailer.send = async () => ({ kind: 'failed', reason: 'The mail server is away.' })
  await app.signedUp()
  await app.mails()
  await app.letJobsWait(90)

  const waiting = await scrape(app)
  mailer.send = send
  await app.mails()
  const sent = await scrape(app)

  expect(valueOf(waiting, 'auth_mail_queued')).toBe(1)
  expect(valueOf(waiting, 'auth_mail_oldest_seconds')).toBeGreaterThanOrEqual(90)
  expect(valueOf(waiting, 'auth_mail_deliveries_total{outcome="failed"}')).toBe(1)
  expect(valueOf(sent, 'auth_mail_queued')).toBe(0)
  expect(valueOf(sent, 'auth_mail_oldest_seconds')).toBe(0)
  expect(valueOf(sent, 'auth_mail_deliveries_total{outcome="sent"}')).toBe(1)
})

test('the hash queue, the pool and the feed are told as they stand', async () => {
  await using app = await testApp()
  const hashes = Array.from({ length: 80 }, () => app.services.passwords.hash('seven lively otters'))
  const hashing = Promise.allSettled(hashes)

  const busy = await scrape(app)
  await hashing
  const idle = await scrape(app)

  expect(valueOf(busy, 'auth_password_hashes_running')).toBe(1)
  expect(valueOf(busy, 'auth_password_hashes_waiting')).toBeGreaterThan(0)
  expect(valueOf(idle, 'auth_password_hashes_running')).toBe(0)
  expect(valueOf(idle, 'auth_password_hashes_waiting')).toBe(0)
  expect(valueOf(idle, 'auth_password_hashes_refused_total')).toBeGreaterThan(0)
  expect(valueOf(idle, 'auth_database_connections_idle')).toBeGreaterThan(0)
  expect(valueOf(idle, 'auth_database_waiting')).toBe(0)
  await expect.poll(async () => valueOf(await scrape(app), 'auth_revocation_feed_connected')).toBe(1)
})

test('while the database is away the page still comes, without the mail queue', async () => {
  await using app = await testApp()
  const { db } = app.services
  app.services.db = db.withPlugin({
    transformQuery: () => {
      throw new Error('away')
    },
    transformResult: async ({ result }) => result,
  })

  const page = await scrape(app)

  app.services.db = db
  expect(valueOf(page, 'auth_mail_queued')).toBeNaN()
  expect(valueOf(page, 'auth_database_waiting')).toBe(0)
})

test.each([
  [200, {}],
  [404, { 'x-forwarded-for': '203.0.113.9' }],
  [404, { 'x-forwarded-for': '127.0.0.1' }],
  [404, { 'x-forwarded-host': 'auth.example.com' }],
  [404, { forwarded: 'for=127.0.0.1' }],
  [404, { via: '1.1 proxy' }],
  [404, { 'x-real-ip': '127.0.0.1' }],
  [404, { 'cf-connecting-ip': '127.0.0.1' }],
  [200, { ...forwarded, authorization: `Bearer ${METRICS_TOKEN}` }],
  [404, { ...forwarded, authorization: `Bearer ${METRICS_TOKEN}0` }],
  [404, { ...forwarded, authorization: `Basic ${METRICS_TOKEN}` }],
  [404, { ...forwarded, authorization: 'Bearer ' }],
])('on loopback it answers %i to a request with %j', async (status, headers) => {
  await using app = await testApp({ METRICS_TOKEN, TRUSTED_PROXIES: '127.0.0.1' })

  const answer = await app.call('GET /metrics', { headers })

  expect(answer.status).toBe(status)
})

test.each([
  [200, '127.0.0.1'],
  [200, '127.8.9.10'],
  [200, '::1'],
  [200, '::ffff:127.0.0.1'],
  [404, '10.0.0.1'],
  [404, '203.0.113.9'],
  [404, '::ffff:203.0.113.9'],
  [404, '2001:db8::1'],
])('without a token it answers %i to %s', async (status, remoteAddress) => {
  await using app = await testApp()
  const server = await createApp(app.services)
  server.server.on('connection', (socket) =>
    Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress }),
  )

  const answer = await fetch(`${await server.listen({ port: 0, host: '127.0.0.1' })}/metrics`)

  await server.close()
  expect(answer.status).toBe(status)
})

test.each(['GET', 'HEAD', 'POST', 'DELETE'])(
  'a stranger’s %s is answered like one of an unknown path',
  async (method) => {
    await using app = await testApp({ METRICS_TOKEN })

    const here = await app.call(`${method} /metrics`, { headers: forwarded })
    const nowhere = await app.call(`${method} /api/nowhere`, { headers: forwarded })

    const seen = ({ status, headers, body }: typeof here) => ({
      status,
      headers: [...headers.keys()],
      body: body && { ...body, request_id: '' },
    })
    expect(here.status).toBe(404)
    expect(seen(here)).toEqual(seen(nowhere))
  },
)

test('whoever may read it is told 405 for a method that it lacks, and HEAD is GET without the page', async () => {
  await using app = await testApp()

  const post = await app.call('POST /metrics')
  const head = await app.call('HEAD /metrics')

  expect(post.status).toBe(405)
  expect(post.headers.get('allow')).toBe('GET, HEAD')
  expect(head.status).toBe(200)
  expect(head.body).toBe('')
})
