import type { Event, EventPage } from '@runsite/shared/audit'
import { expect, test } from 'vitest'
import { type TestApp, testApp } from '../../test/test-app.ts'
import { cast } from '../stand-in/cast.ts'
import { people } from '../stand-in/people.ts'
import { castPassword, lives } from './lives.ts'
import { describePeople, seedPeople } from './seed-people.ts'

const dayMs = 86_400_000

async function seededApp(): Promise<TestApp> {
  const app = await testApp()
  await seedPeople(app.services)
  return app
}

async function signIn(app: TestApp, { email }: { email: string }) {
  const session = await app.client().auth.login.mutate({ email, password: castPassword })
  return app.client({ token: session.access_token })
}

async function allEvents(client: ReturnType<TestApp['client']>) {
  const events = []
  for (let cursor: EventPage['next_cursor'] | undefined; cursor !== null; ) {
    const page: EventPage = await client.users.events.query({ limit: 100, cursor })
    events.push(...page.events)
    cursor = page.next_cursor
  }
  return events
}

/** The rows of every table but those that jobs empty. */
async function rows(app: TestApp) {
  const { db } = app.services
  return {
    users: await db.selectFrom('user').selectAll().orderBy('id').execute(),
    events: await db.selectFrom('event').selectAll().orderBy('id').execute(),
    keys: await db.selectFrom('api_key').selectAll().orderBy('id').execute(),
    sessions: await db.selectFrom('session').selectAll().orderBy('id').execute(),
    links: await db.selectFrom('link').selectAll().orderBy('created_at').execute(),
    avatars: await db.selectFrom('avatar').select('id').orderBy('id').execute(),
  }
}

test('everybody signs in as the list says', async () => {
  await using app = await seededApp()

  const answers: Record<string, unknown> = {}
  for (const { email } of Object.values(cast)) {
    const answer = await app.call('POST /api/auth/login', { body: { email, password: castPassword } })
    answers[email] =
      answer.status === 200
        ? [answer.body.name, answer.body.email_verified, answer.body.has_google]
        : answer.body.code
  }

  expect(answers).toEqual({
    'ada@example.com': ['Ada Lovelace', true, false],
    // With Google only.
    'grace@example.com': 'invalid_credentials',
    'hedy@example.com': ['Hedy Lamarr', true, true],
    'alan@example.com': ['Alan Turing', false, false],
    'katherine@example.com': ['Katherine Johnson', true, false],
    'margaret@example.com': ['Margaret Hamilton', true, false],
    'joan@example.com': 'account_suspended',
    'maryam@example.com': [cast.maryam.name, true, false],
    'pablo@example.com': [cast.pablo.name, true, false],
  })
  expect([...cast.pablo.name]).toHaveLength(100)
})

test('Ada has several devices, a picture, and keys in every state', async () => {
  await using app = await seededApp()
  const now = app.services.now()
  const when = (at: string | null) => at && `in ${Math.round((Date.parse(at) - now.getTime()) / dayMs)} days`

  const ada = await signIn(app, cast.ada)
  const me = await ada.users.me.query()
  const { sessions } = await ada.sessions.list.query()
  const { api_keys } = await ada.api_keys.list.query()
  const picture = await app.call(`GET ${new URL(me.avatar_url ?? '').pathname}`)
  const overlap = await app.services.db
    .selectFrom('api_key')
    .select(['name', 'overlap_ends_at'])
    .where('overlap_hash', 'is not', null)
    .execute()

  expect(sessions.filter(({ current }) => !current).map(({ user_agent }) => user_agent)).toEqual([
    'Firefox on Linux',
    'Internet Explorer on Windows',
    'Chrome on macOS',
    'Safari on iOS',
  ])
  expect(picture.headers.get('content-type')).toBe('image/webp')
  expect(
    api_keys.map(({ name, scope, is_active, last_used_at, expires_at }) => [
      name,
      scope,
      is_active,
      when(last_used_at),
      when(expires_at),
    ]),
  ).toEqual([
    ['build server', 'write', true, 'in 0 days', 'in 60 days'],
    ['admin console', 'admin', true, null, null],
    ['weekly report', 'read', true, 'in -2 days', 'in 5 days'],
    ['deploy pipeline', 'write', true, 'in -1 days', 'in 180 days'],
    ['old command line', 'write', false, 'in -22 days', 'in -20 days'],
    ['nightly backup', 'read', true, 'in 0 days', null],
  ])
  expect(
    overlap.map(({ name, overlap_ends_at }) => [name, overlap_ends_at && overlap_ends_at > now]),
  ).toEqual([['build server', true]])
})

test('Ada’s activity is in order, spans a year, and is recorded as the server does', async () => {
  await using app = await seededApp()
  const ada = await signIn(app, cast.ada)
  const seeded = (await allEvents(ada)).slice(1)

  // The same deeds, as she does them now.
  const key = await ada.api_keys.create.mutate({ name: 'now', scope: 'read' })
  await ada.api_keys.rotate.mutate({ id: key.id, overlap_seconds: 60 })
  await ada.api_keys.revoke.mutate({ id: key.id })
  await ada.users.update.mutate({ name: 'Ada' })
  const device = (await ada.sessions.list.query()).sessions.find(({ current }) => !current)
  if (!device) throw new Error('Ada has no other device.')
  await ada.sessions.revoke.mutate({ id: device.id })
  await ada.sessions.revoke_others.mutate()
  const done = (await allEvents(ada)).slice(0, 7)

  const moments = seeded.map(({ created_at }) => created_at)
  expect(moments).toEqual(moments.toSorted().toReversed())
  const spanMs = Date.parse(moments[0] ?? '') - Date.parse(moments.at(-1) ?? '')
  expect(spanMs / dayMs).toBeGreaterThan(360)
  const months = new Set(moments.map((moment) => moment.slice(0, 7)))
  expect(months.size).toBeGreaterThanOrEqual(12)
  expect([...new Set(seeded.map(({ kind }) => kind))].toSorted()).toEqual([
    'api_key_created',
    'api_key_revoked',
    'api_key_rotated',
    'avatar_changed',
    'avatar_removed',
    'email_verified',
    'other_sessions_revoked',
    'password_changed',
    'password_reset',
    'password_reset_requested',
    'profile_changed',
    'refresh_token_reused',
    'refreshed_from_new_place',
    'registered',
    'session_revoked',
    'sign_in_failed',
    'signed_in',
    'signed_out',
  ])
  expect(seeded.every(({ details }) => details['request_id'])).toBe(true)
  const shapes = (events: readonly Event[]) =>
    events.map(({ kind, details }) => `${kind} ${Object.keys(details).toSorted().join(' ')}`)
  expect(shapes(seeded)).toEqual(expect.arrayContaining(shapes(done)))
  expect(done.map(({ kind }) => kind).toSorted()).toEqual([
    'api_key_created',
    'api_key_revoked',
    'api_key_rotated',
    'other_sessions_revoked',
    'profile_changed',
    'session_revoked',
    'signed_in',
  ])
})

test('Alan verifies his address by the letter in the outbox, the only one but for keys that run out', async () => {
  await using app = await seededApp()
  const alan = await signIn(app, cast.alan)

  const token = await app.linkToken(cast.alan.email, 'verify-email')
  await alan.auth.verify_email.mutate({ token })
  const letters = await app.mails()

  expect((await alan.users.me.query()).email_verified).toBe(true)
  const subjects = letters
    .filter((letter) => !/expires/.test(letter.subject ?? ''))
    .map(({ subject }) => subject)
  expect(subjects).toHaveLength(3)
})

test('Katherine has a hundred keys, and gets no other', async () => {
  await using app = await seededApp()
  const katherine = await signIn(app, cast.katherine)

  const { total } = await katherine.api_keys.list.query()
  const another = katherine.api_keys.create.mutate({ name: 'one more', scope: 'read' })

  expect(total).toBe(100)
  await expect(another).rejects.toMatchObject({ data: { problem: { code: 'too_many_keys' } } })
})

test('a second seed changes nothing, and makes again who is gone', async () => {
  await using app = await seededApp()
  await app.mails()
  const first = await rows(app)

  const again = await seedPeople(app.services)
  const second = await rows(app)
  await app.services.db.deleteFrom('user').where('email', '=', cast.hedy.email).execute()
  const one = await seedPeople(app.services)

  expect(again).toBe(0)
  expect(second).toEqual(first)
  expect(one).toBe(1)
})

test('the list names only who is there, and no password but the one that is theirs', async () => {
  await using app = await testApp()
  await app.signedUp({ email: cast.ada.email, password: 'eight other otters' })
  const before = await describePeople(app.services)
  const made = await seedPeople(app.services)
  const after = await describePeople(app.services)

  expect(before.split('\n').slice(1)).toEqual([expect.stringMatching(/^ {2}ada@example\.com +\(changed\) /)])
  expect(made).toBe(lives.length - 1)
  expect(after).toMatch(/grace@example\.com +\(Google\) /)
  expect(after).toMatch(/hedy@example\.com +seven lively otters /)
})

test('the seed’s people and those of the stand-in for Google are the same', () => {
  const known = Object.values(people)
    .filter(({ email }) => email !== people.changed_address.email)
    .map(({ email, name }) => `${email} ${name}`)
  const seeded = lives.map(({ person }) => `${person.email} ${person.name}`)

  expect([...new Set(known)].toSorted()).toEqual(seeded.toSorted())
})
