import { expect, test } from 'vitest'
import { mailSink } from '../../test/mail-sink.ts'
import { testApp } from '../../test/test-app.ts'
import { queueMail } from './queue-mail.ts'
import { smtpMailer } from './smtp-mailer.ts'

const letter = { subject: 'Hello', text: 'Hello, Ada.', html: '<p>Hello, Ada.</p>' }

type App = Awaited<ReturnType<typeof testApp>>

async function queue(app: App, to = 'ada@example.com'): Promise<void> {
  await app.services.db.transaction().execute((tx) => queueMail(app.services, tx, letter, to))
}

const queued = (app: App) => app.services.db.selectFrom('mail').selectAll().execute()

test('a letter arrives as text and HTML, from the configured sender, and leaves the queue', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url, MAIL_FROM: 'The Club <hello@club.example>' })

  await queue(app)
  await app.services.mail_job.run()

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
  await app.services.mail_job.run()
  expect(sink.attempts).toBe(0)
})

test('a mail server that is away loses nothing: the letter goes when it is back', async () => {
  const sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })
  await sink.close()

  await queue(app)
  await app.services.mail_job.run()
  expect(await queued(app)).toMatchObject([{ attempts: 1 }])
  await using back = await mailSink(Number(new URL(sink.url).port))
  app.pass(6)
  await app.services.mail_job.run()

  expect(back.received).toHaveLength(1)
  expect(await queued(app)).toEqual([])
})

test.each(['is busy', 'refuses the letter'] as const)(
  'a mail server that %s is asked again, after 5 seconds, then 10',
  async (mood) => {
    await using sink = await mailSink()
    sink.mood = mood
    await using app = await testApp({ SMTP_URL: sink.url })

    await queue(app)
    await app.services.mail_job.run()
    app.pass(6)
    await app.services.mail_job.run()
    app.pass(6)
    await app.services.mail_job.run()
    expect(sink.attempts).toBe(2)
    sink.mood = 'accepts'
    app.pass(6)
    await app.services.mail_job.run()

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
  await app.services.mail_job.run()

  expect(await queued(app)).toMatchObject([{ attempts: 1 }])
})

test('a recipient that is refused for good is given up at once', async () => {
  await using sink = await mailSink()
  sink.mood = 'refuses the recipient'
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app)
  await app.services.mail_job.run()

  expect(await queued(app)).toEqual([])
})

test('a letter that fails for two days is given up', async () => {
  await using sink = await mailSink()
  sink.mood = 'is busy'
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app)
  app.pass(47 * 3600)
  await app.services.mail_job.run()
  expect(await queued(app)).toHaveLength(1)
  app.pass(3600)
  await app.services.mail_job.run()

  expect(await queued(app)).toEqual([])
})

test('two servers share a queue and send nothing twice', async () => {
  await using sink = await mailSink()
  sink.delay_ms = 20
  await using app = await testApp({ SMTP_URL: sink.url })
  const other = await app.another()

  for (let index = 0; index < 30; index++) await queue(app, `person-${index}@example.com`)
  await Promise.all([app, other, app, other].map(({ services }) => services.mail_job.run()))

  const recipients = sink.received.flatMap(({ envelope_to }) => envelope_to)
  expect(recipients.toSorted()).toEqual([...new Set(recipients)].toSorted())
  expect(recipients).toHaveLength(30)
  expect(await queued(app)).toEqual([])
})

test('what a server took and did not send before it died is sent by another', async () => {
  await using sink = await mailSink()
  await using app = await testApp({ SMTP_URL: sink.url })
  app.services.mailer.send = () => new Promise(() => {})
  const other = await app.another()
  await queue(app)
  void app.services.mail_job.run()
  await expect.poll(async () => (await queued(app))[0]?.attempts).toBe(1)

  await other.services.mail_job.run()
  expect(sink.received).toHaveLength(0)
  app.pass(16 * 60)
  await other.services.mail_job.run()

  expect(sink.received).toHaveLength(1)
  // So that this server's turn, which never ends, is not waited for.
  app.services.mail_job.close = async () => {}
})

test('a letter rests sealed, so that the database alone gives no link away', async () => {
  await using sink = await mailSink()
  sink.mood = 'is busy'
  await using app = await testApp({ SMTP_URL: sink.url })

  await queue(app)
  const [row] = await queued(app)

  expect(row?.sealed_letter.toString('latin1')).not.toContain('Hello')
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
  await app.services.mail_job.run()

  expect(sink.received).toHaveLength(1)
})
