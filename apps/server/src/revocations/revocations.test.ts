import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { countQueries } from '../../test/count-queries.ts'
import { codeOf, type SignedUp, type TestApp, testApp } from '../../test/test-app.ts'

const isProven = (app: TestApp) => expect.poll(() => app.services.revocations.isProven()).toBe(true)

/** Ends the connection of every feed, as a failing network or a restarted database does. */
async function cutFeeds(app: TestApp): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'runsite-auth feed' and datname = current_database()`.execute(app.services.db)
}

const isRefused = (app: TestApp, { session }: SignedUp) =>
  app
    .call('GET /api/users/me', { token: session.access_token })
    .then(({ status, body }) => status === 401 && body.code === 'session_revoked')

test('in steady state a request that needs no data does no query, and one that needs a user does one', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const token = session.access_token
  await isProven(app)

  const none = await countQueries(app, () => app.call('PATCH /api/users/me', { token, body: {} }))
  const one = await countQueries(app, () => app.call('GET /api/users/me', { token }))

  expect([none, one]).toEqual([0, 1])
})

test('until the feed has proved itself, every check reads the session', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const { revocations } = app.services
  app.services.revocations = { ...revocations, statusOf: () => 'unknown' }

  const reads = await countQueries(app, () =>
    app.call('PATCH /api/users/me', { token: session.access_token, body: {} }),
  )

  expect(reads).toBe(1)
})

test.each([
  ['a logout', (person: SignedUp) => person.client.auth.logout.mutate()],
  ['a revoked device', (person: SignedUp) => person.client.sessions.revoke.mutate({ id: sidOf(person) })],
])('%s on one instance is refused by that one at once, and by the other soon', async (_name, end) => {
  await using app = await testApp()
  const other = await app.another()
  const person = await app.signedUp()
  await isProven(app)
  await isProven(other)
  expect(await isRefused(other, person)).toBe(false)

  await end(person)

  expect(await isRefused(app, person)).toBe(true)
  await expect.poll(() => isRefused(other, person), { interval: 5 }).toBe(true)
})

test('with the feed cut, an ended session is never accepted, service goes on, and the feed heals', async () => {
  await using app = await testApp()
  const other = await app.another()
  const people = await Promise.all(Array.from({ length: 6 }, () => app.signedUp()))
  const bystander = await app.signedUp()
  await isProven(other)

  const tookMs: number[] = []
  for (const person of people) {
    await Promise.all([cutFeeds(app), person.client.auth.logout.mutate()])
    const endedAtMs = performance.now()
    expect(await isRefused(app, person)).toBe(true)
    await expect.poll(() => isRefused(other, person), { interval: 5 }).toBe(true)
    tookMs.push(performance.now() - endedAtMs)
    expect((await other.call('GET /api/users/me', { token: bystander.session.access_token })).status).toBe(
      200,
    )
  }

  // A busy machine may delay one; `bench/end-latency.ts` has how long each takes.
  expect(Math.min(...tookMs)).toBeLessThan(1000)
  await isProven(app)
  await isProven(other)
  for (const person of people) expect(await isRefused(other, person)).toBe(true)
})

test('what ended while an instance was away is known to it as it starts', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  await person.client.auth.logout.mutate()

  const other = await app.another()
  await isProven(other)
  const queries = await countQueries(other, async () => expect(await isRefused(other, person)).toBe(true))

  expect(queries).toBe(0)
})

test('an end that is rolled back ends nothing', async () => {
  await using app = await testApp()
  const other = await app.another()
  const person = await app.signedUp()
  const { endSessionsOf } = await import('../features/sessions/end-session.ts')

  const deed = app.services.db.transaction().execute(async (tx) => {
    await endSessionsOf(app.services, tx, { user_id: person.session.id })
    throw new Error('a fault half-way')
  })

  await expect(deed).rejects.toThrow('a fault half-way')
  expect(await isRefused(app, person)).toBe(false)
  expect(await isRefused(other, person)).toBe(false)
})

test('a deleted account is refused where its session was ended with it', async () => {
  await using app = await testApp()
  const other = await app.another()
  const person = await app.signedUp()
  const { endSessionsOf } = await import('../features/sessions/end-session.ts')

  await app.services.db.transaction().execute(async (tx) => {
    await endSessionsOf(app.services, tx, { user_id: person.session.id })
    await tx.deleteFrom('user').where('id', '=', person.session.id).execute()
  })

  expect(await codeOf(person.client.users.update.mutate({ name: 'Nobody' }))).toBe('session_revoked')
  await expect.poll(() => isRefused(other, person), { interval: 5 }).toBe(true)
})

function sidOf({ session }: SignedUp) {
  return JSON.parse(Buffer.from(session.access_token.split('.')[1] ?? '', 'base64url').toString()).sid
}
