import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { mailSink } from '../../test/mail-sink.ts'
import { testApp } from '../../test/test-app.ts'
import { seal } from '../crypto/sealed-box.ts'
import { doRegularWork } from '../jobs/regular-work.ts'
import type { Delivery } from './mailer.ts'
import { queueMail } from './queue-mail.ts'
import { smtpMailer } from './smtp-mailer.ts'

const letter = { subject: 'Hello', text: 'Hello, Ada.', html: '<p>Hello, Ada.</p>' }

type App = Awaited<ReturnType<typeof testApp>>

async function queue(app: App, to = 'ada@example.com'): Promise<void> {
  await app.services.db.transaction().execute((tx) => queueMail(app.services, tx, letter, to))
}

async function queued(app: App) {
  const { rows } = await sql<{ state: string; tries: number; data: { sealed_letter: string } }>`
    select state, retry_count as tries, data from pgboss.job where name = 'mail' order by created_on
  `.execute(app.services.db)
  return rows
}

test('a letter arrives as text and HTML, from the configured sender, and leaves the queue', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url, MAIL_FROM: 'The Club <hello@club.example>' })

  await queue(app)
  await app.mails()

  expect(sink.received).toHaveLength(1)
  const [{ mail, envelope_to } = expect.fail()] = sink.received
  expect(envelope_to).toEqual(['ada@example.com'])
  expect(mail).toMatchObject({
    subject: 'Hello',
    html: letter.html,
    from: { text: '"The Club" <hello@club.example>' },
  })
  expect(mail.text?.trim()).toBe(letter.text)
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail.messageId).toMatch(/^<[\da-f-]{36}@club\.example>$/)
  expect(await queued(app)).toEqual([])
})

test('a letter goes out within a moment, without anybody waiting for it', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app)

  await expect.poll(() => sink.received.length).toBe(1)
})

test('a letter of a deed that did not happen is never sent', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })

  const deed = app.services.db.transaction().execute(async (tx) => {
    await queueMail(app.services, tx, letter, 'ada@example.com')
    throw new Error('no')
  })

  await expect(deed).rejects.toThrow('no')
  await app.mails()
  expect(sink.attempts).toBe(0)
})

test('a mail server that is away loses nothing: the letter goes when it is back', async () => {
  const sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })
  await sink.close()

  await queue(app)
  await app.mails()
  expect(await queued(app)).toMatchObject([{ state: 'retry' }])
  await using back = await mailSink(Number(new URL(sink.url).port))
  await app.letJobsWait(11)
  await app.mails()

  expect(back.received).toHaveLength(1)
  expect(await queued(app)).toEqual([])
})

test.each(['is busy', 'refuses the letter'] as const)(
  'a mail server that %s is asked again, after 5 to 10 seconds, then 10 to 20',
  async (mood) => {
    await using sink = await mailSink()
    sink.mood = mood
    await using app = await testApp({ SMTP_URL: sink.url })
    const triesAfter = async (seconds: number) => {
      await app.letJobsWait(seconds)
      await app.mails()
      return sink.attempts
    }

    await queue(app)
    const tries = [await triesAfter(0), await triesAfter(3), await triesAfter(7), await triesAfter(8)]
    sink.mood = 'accepts'
    await triesAfter(12)

    expect(tries).toEqual([1, 1, 2, 2])
    expect(sink.received).toHaveLength(1)
    expect(await queued(app)).toEqual([])
  },
)

test('a mail server that stalls holds up nobody, and the letter stays', async () => {
  await using sink = await mailSink()
  sink.mood = 'stalls'
  const mailer = smtpMailer({
    url: sink.url,
    from: { name: '', address: 'a@b.example' },
    timeouts: { connect_ms: 500, greet_ms: 500, silent_ms: 300 },
  })
  await using app = await testApp({ SMTP_URL: sink.url })
  app.services.mailer = mailer

  await queue(app)
  await app.mails()

  expect(sink.attempts).toBe(1)
  expect(await queued(app)).toMatchObject([{ state: 'retry' }])
})

test('a recipient that is refused for good is given up at once', async () => {
  await using sink = await mailSink()
  sink.mood = 'refuses the recipient'
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app)
  await app.mails()

  expect(await queued(app)).toEqual([])
})

test('a letter that fails for two days is given up', async () => {
  await using sink = await mailSink()
  sink.mood = 'is busy'
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app)
  await app.mails()
  await app.letJobsWait(47 * 3600)
  await app.mails()
  expect(await queued(app)).toHaveLength(1)
  await app.letJobsWait(3600)
  await app.mails()

  expect(sink.attempts).toBe(2)
  expect(await queued(app)).toEqual([])
})

test('a letter whose link has run out is not sent any more', async () => {
  await using sink = await mailSink()
  sink.mood = 'is busy'
  await using app = await testApp({ SMTP_URL: sink.url })

  await app.services.db
    .transaction()
    .execute((tx) => queueMail(app.services, tx, letter, 'ada@example.com', 3600))
  await app.mails()
  sink.mood = 'accepts'
  await app.letJobsWait(3600)
  await app.mails()

  expect(sink.received).toEqual([])
  expect(await queued(app)).toEqual([])
})

test('two servers share a queue and send nothing twice', async () => {
  await using sink = await mailSink()
  sink.delay_ms = 20
  await using app = await testApp({ SMTP_URL: sink.url })
  const other = await app.another()

  for (let index = 0; index < 30; index++) await queue(app, `person-${index}@example.com`)
  await Promise.all([app, other, app, other].map((server) => server.mails()))

  const recipients = sink.received.flatMap(({ envelope_to }) => envelope_to)
  expect(recipients.toSorted()).toEqual([...new Set(recipients)].toSorted())
  expect(recipients).toHaveLength(30)
  expect(await queued(app)).toEqual([])
})

test('what a server took and did not send before it died is sent by another', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })
  const dead = Promise.withResolvers<Delivery>()
  app.services.mailer.send = () => dead.promise
  await queue(app)
  await expect.poll(async () => (await queued(app))[0]?.state).toBe('active')
  const other = await app.another()

  // No sign of life for a minute: any server that looks after the queues frees the letter.
  await app.letJobsWait(61)
  const boss = new PgBoss({
    connectionString: app.services.config.database_url ?? '',
    monitorIntervalSeconds: 1,
    supervise: false,
    schedule: false,
  })
  await boss.start()
  await expect
    .poll(async () => {
      await boss.supervise('mail')
      return (await queued(app))[0]?.state
    })
    .toBe('retry')
  await boss.stop()
  await app.letJobsWait(11)
  other.wakeMail()

  await expect.poll(() => sink.received.length).toBe(1)
  dead.resolve({ kind: 'failed', reason: 'It is dead.' })
  await expect.poll(() => queued(app)).toEqual([])
})

test('connections that break while a letter is under way end neither the server nor the letter', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })
  const { db } = app.services
  const breakConnections = () =>
    sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'runsite-auth jobs'`.execute(db)
  const send = app.services.mailer.send.bind(app.services.mailer)
  app.services.mailer.send = async (addressed) => {
    await breakConnections()
    return send(addressed)
  }

  await queue(app)
  await expect.poll(() => sink.received.length).toBe(1)
  await expect.poll(() => queued(app)).toEqual([])
  await queue(app, 'bob@example.com')

  await expect.poll(() => sink.received.length).toBe(2)
})

test('what the release before has queued is sent, whether it had tried or not; what it is sending now is left', async () => {
  await using app = await testApp()
  const { db, mail_key, now } = app.services
  const insert = async (to: string, due_at: Date, attempts: number) => {
    const id = v7()
    const sealed_letter = seal(mail_key, Buffer.from(JSON.stringify({ ...letter, subject: to })), id)
    await db
      .insertInto('mail')
      .values({ id, recipient: to, sealed_letter, attempts, due_at, created_at: now() })
      .execute()
  }
  const [past, future] = [new Date(now().getTime() - 1000), new Date(now().getTime() + 900_000)]
  await insert('new@example.com', past, 0)
  await insert('tried@example.com', past, 3)
  await insert('taken@example.com', future, 1)
  await app.signedUp({ email: 'ada@example.com' })
  const asked = { kind: 'reset-password', ip: null, user_agent: null, is_open: true } as const
  await db
    .insertInto('mail_request')
    .values({ id: v7(), email: 'ada@example.com', asked_at: now(), ...asked })
    .execute()

  await Promise.all([1, 2].map(() => doRegularWork(app.services, now(), 1800)))
  const subjects = (await app.mails()).map((mail) => mail.subject)

  expect(subjects.toSorted()).toEqual([
    'Set a new password',
    'Verify your email address',
    'new@example.com',
    'tried@example.com',
  ])
  const left = await db.selectFrom('mail').select('recipient').execute()
  expect(left).toEqual([{ recipient: 'taken@example.com' }])
})

test('a letter rests sealed, so that the database alone gives no link away', async () => {
  await using sink = await mailSink()
  sink.mood = 'is busy'
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app)
  const [row] = await queued(app)

  const sealed = Buffer.from(row?.data.sealed_letter ?? '', 'base64')
  expect(sealed.length).toBeGreaterThan(50)
  expect(sealed.toString('latin1')).not.toContain('Hello')
})

test('an address with a line break or a second address reaches nobody else', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })
  const { mailer } = app.services

  const smuggled = await mailer.send({ ...letter, id: 'x', to: 'b@x.test\r\nBcc: evil@x.test' })
  const header = await mailer.send({ ...letter, subject: 'a\r\nBcc: evil@x.test', id: 'x', to: 'b@x.test' })
  await mailer.send({ ...letter, id: 'x', to: 'b@x.test, evil@x.test' })

  expect([smuggled.kind, header.kind]).toEqual(['failed', 'failed'])
  expect(sink.received.flatMap(({ envelope_to }) => envelope_to)).not.toContain('evil@x.test')
})

test('without a mail server each letter becomes a file that only its owner reads', async () => {
  await using app = await testApp()
  const { stat, readdir } = await import('node:fs/promises')

  await queue(app)
  await queue(app, 'bob@example.com')
  const mails = await app.mails()

  expect(mails.map((mail) => mail.subject)).toEqual(['Hello', 'Hello'])
  const folder = app.services.config.mail_outbox
  const files = await readdir(folder)
  expect(files).toEqual([expect.stringMatching(/\.eml$/), expect.stringMatching(/\.eml$/)])
  expect((await stat(`${folder}/${files[0]}`)).mode & 0o077).toBe(0)
})

test('an international address is reached', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app, 'ada@b\u00fccher.example')
  await app.mails()

  expect(sink.received).toHaveLength(1)
})
