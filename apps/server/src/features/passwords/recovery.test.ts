import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { codeOf, cookiesOf, testApp } from '../../../test/test-app.ts'

const newPassword = 'nine quiet herons'
const tinyGif = Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64')

type App = Awaited<ReturnType<typeof testApp>>

async function resetLink(app: App, email: string): Promise<string> {
  await app.client().auth.forgot_password.mutate({ email })
  return app.linkToken(email, 'reset-password')
}

/** An account whose address is verified. */
async function verified(app: App, email?: string) {
  const person = await app.signedUp(email === undefined ? {} : { email })
  const token = await app.linkToken(person.email, 'verify-email')
  await person.client.auth.verify_email.mutate({ token })
  return person
}

test('a forgotten password is replaced by the mailed link', async () => {
  await using app = await testApp()
  const person = await verified(app)

  const asked = await app.call('POST /api/auth/password/forgot', {
    body: { email: person.email.toUpperCase() },
  })
  const token = await app.linkToken(person.email, 'reset-password')
  const reset = await app.call('POST /api/auth/password/reset', { body: { token, password: newPassword } })

  expect(asked).toMatchObject({ status: 202, body: '' })
  expect(reset).toMatchObject({ status: 204, body: '' })
  const session = await app.client().auth.login.mutate({ email: person.email, password: newPassword })
  expect(session).toMatchObject({ id: person.session.id, name: 'Ada Lovelace', email_verified: true })
  const { events } = await app.client({ token: session.access_token }).users.events.query({})
  const kinds = events.map((event) => event.kind)
  expect(kinds).toEqual(
    expect.arrayContaining(['email_verified', 'password_reset_requested', 'password_reset']),
  )
  const old = { email: person.email, password: person.password }
  expect(await codeOf(app.client().auth.login.mutate(old))).toBe('invalid_credentials')
  const subjects = (await app.mails(person.email)).map((mail) => mail.subject)
  expect(subjects).toContain('Your password was changed')
})

test('the link is built from the configured address, whatever the request says of its host', async () => {
  await using app = await testApp({ WEB_URL: 'https://app.example.com' })
  const person = await app.signedUp()

  await app.call('POST /api/auth/password/forgot', {
    body: { email: person.email },
    headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
  })
  const [mail] = (await app.mails(person.email)).slice(-1)

  expect(mail?.text).toMatch(/https:\/\/app\.example\.com\/reset-password\?token=[\w-]{43}\n/)
  expect(mail?.html).toMatch(/href="https:\/\/app\.example\.com\/reset-password\?token=[\w-]{43}"/)
  expect(`${mail?.text} ${String(mail?.html)}`).not.toContain('evil.example')
})

test('asking for an address without an account is answered alike, and nothing is sent', async () => {
  await using app = await testApp()

  const answer = await app.call('POST /api/auth/password/forgot', { body: { email: 'nobody@example.com' } })

  expect(answer).toMatchObject({ status: 202, body: '' })
  expect(await app.client().auth.forgot_password.mutate({ email: 'nobody@example.com' })).toBeUndefined()
  expect(await app.mails()).toEqual([])
})

test('asking does the same work for any address: no account is looked up, no mail is waited for', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  await app.mails()
  // What is asked for is noted, and nobody does it.
  await app.services.jobs.close()
  app.services.passwords.hash = async () => expect.fail('hashed')

  for (const email of [person.email, 'nobody@example.com']) {
    const answer = await app.call('POST /api/auth/password/forgot', { body: { email } })
    expect(answer.status).toBe(202)
  }
  const { rows } = await sql<{ email: string }>`
    select data ->> 'email' as email from pgboss.job where name = 'password-reset' order by created_on
  `.execute(app.services.db)

  expect(rows.map((row) => row.email)).toEqual([person.email, 'nobody@example.com'])
})

test('five mails an hour go to an address, however many ask at once on two servers; the rest is silence', async () => {
  await using app = await testApp()
  const other = await app.another()
  const person = await app.signedUp()

  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      (index % 2 ? app : other).call('POST /api/auth/password/forgot', { body: { email: person.email } }),
    ),
  )
  const { db } = app.services
  const count = await db
    .selectFrom('mail_request')
    .select('id')
    .where('kind', '=', 'reset-password')
    .execute()

  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([202]))
  expect(count).toHaveLength(5)
  await app.mails()
  await person.client.auth.resend_verification.mutate()
  app.pass(3601)
  const token = await resetLink(app, person.email)
  await app.client().auth.reset_password.mutate({ token, password: newPassword })
})

test('a link works once, by whoever is first', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const token = await resetLink(app, person.email)

  const answers = await Promise.all(
    ['otters one by one', 'otters two by two', 'otters three'].map((password) =>
      app.call('POST /api/auth/password/reset', { body: { token, password } }),
    ),
  )
  const again = app.client().auth.reset_password.mutate({ token, password: newPassword })

  expect(answers.map((answer) => answer.status).sort()).toEqual([204, 410, 410])
  expect(answers.find((answer) => answer.status === 410)?.body.code).toBe('link_expired')
  expect(await codeOf(again)).toBe('link_expired')
})

test('a link lives an hour, and a newer one replaces it', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const reset = (token: string) => app.client().auth.reset_password.mutate({ token, password: newPassword })

  const first = await resetLink(app, person.email)
  const second = await resetLink(app, person.email)
  app.pass(3599)
  const replaced = await codeOf(reset(first))
  app.pass(1)
  const old = await codeOf(reset(second))

  expect(first).not.toBe(second)
  expect([replaced, old]).toEqual(['link_expired', 'link_expired'])
  await reset(await resetLink(app, person.email))
})

test('a refused password does not use the link up, and opening its page does not either', async () => {
  await using app = await testApp()
  const person = await verified(app)
  const token = await resetLink(app, person.email)
  const bad = ['password', 'short', person.email, 'ADA LOVELACE']

  const page = await app.call(`GET /reset-password?token=${token}`)
  const answers = await Promise.all(
    bad.map((password) => app.call('POST /api/auth/password/reset', { body: { token, password } })),
  )

  expect(page.status).not.toBe(500)
  expect(answers.map((answer) => answer.body.code)).toEqual([
    'password_too_common',
    'validation_failed',
    'password_too_common',
    'password_too_common',
  ])
  await app.client().auth.reset_password.mutate({ token, password: newPassword })
})

test('a link is good for its purpose only', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const verify = await app.linkToken(person.email, 'verify-email')
  const reset = await resetLink(app, person.email)

  const wrong = [
    app.client().auth.reset_password.mutate({ token: verify, password: newPassword }),
    person.client.auth.verify_email.mutate({ token: reset }),
    app.client().auth.reset_password.mutate({ token: 'rubbish', password: newPassword }),
  ]

  expect(await Promise.all(wrong.map(codeOf))).toEqual(['link_expired', 'link_expired', 'link_expired'])
})

test('a link is void once the address of the account is another', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const token = await resetLink(app, person.email)
  await app.services.db.updateTable('user').set({ email: 'other@example.com' }).execute()

  const reset = app.client().auth.reset_password.mutate({ token, password: newPassword })

  expect(await codeOf(reset)).toBe('link_expired')
})

test('a reset ends every session, on its own server and the others', async () => {
  await using app = await testApp()
  const other = await app.another()
  const person = await verified(app)
  const phone = await app.client().auth.login.mutate(login(person))
  const token = await resetLink(app, person.email)

  await app.client().auth.reset_password.mutate({ token, password: newPassword })

  await expect
    .poll(() => codeOf(other.client({ token: phone.access_token }).users.me.query()))
    .toBe('session_revoked')
  expect(await codeOf(person.client.users.me.query())).toBe('session_revoked')
  const refresh = app.client().auth.refresh.mutate({ refresh_token: phone.refresh_token })
  expect(await codeOf(refresh)).toBe('session_revoked')
})

test('a sign-in whose password was checked just before a reset does not outlive it', async () => {
  await using app = await testApp()
  const person = await verified(app)
  const token = await resetLink(app, person.email)
  const { passwords } = app.services
  app.services.passwords = {
    ...passwords,
    async verify(password, hash) {
      app.services.passwords = passwords
      const matches = await passwords.verify(password, hash)
      await app.client().auth.reset_password.mutate({ token, password: newPassword })
      return matches
    },
  }

  const late = app.client().auth.login.mutate(login(person))

  expect(await codeOf(late)).toBe('invalid_credentials')
})

test('a reset, deletions, refreshes and letters at once break off none of each other', async () => {
  await using app = await testApp()
  const person = await verified(app)
  const token = await resetLink(app, person.email)
  const sessions = await Promise.all([1, 2, 3, 4].map(() => app.client().auth.login.mutate(login(person))))

  const answers = await Promise.all([
    app.call('POST /api/auth/password/reset', { body: { token, password: newPassword } }),
    ...sessions.map(({ refresh_token }) => app.call('POST /api/auth/refresh', { body: { refresh_token } })),
    ...[1, 2, 3].map(() => app.call('POST /api/auth/password/forgot', { body: { email: person.email } })),
    ...sessions.map(({ access_token }) =>
      app.call('DELETE /api/users/me', { token: access_token, body: { password: person.password } }),
    ),
    ...sessions.map(({ access_token }) => app.call('POST /api/auth/email/resend', { token: access_token })),
  ])

  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
})

test('whoever proves an address that was never verified takes the account over clean', async () => {
  await using app = await testApp()
  const squatter = await app.signedUp({ email: 'ada.king+club@example.com', password: 'mine for ever' })
  const picture = new FormData()
  picture.set('file', new File([new Uint8Array(tinyGif)], 'me.gif'))
  const { avatar_url } = await squatter.client.users.upload_avatar.mutate(picture)
  const key = await squatter.client.api_keys.create.mutate({ name: 'mine', scope: 'admin' })
  const verifyLink = await app.linkToken(squatter.email, 'verify-email')
  const token = await resetLink(app, squatter.email)

  await app.client().auth.reset_password.mutate({ token, password: newPassword })

  const owner = await app.client().auth.login.mutate({ email: squatter.email, password: newPassword })
  expect(owner).toMatchObject({
    name: 'ada.king+club',
    email_verified: true,
    has_password: true,
    avatar_url: null,
  })
  expect(await codeOf(squatter.client.users.me.query())).toBe('session_revoked')
  const byKey = app.client({ token: key.plaintext_key }).users.me.query()
  expect(await codeOf(byKey)).toBe('api_key_invalid')
  expect(await app.call(`GET ${new URL(String(avatar_url)).pathname}`)).toMatchObject({ status: 404 })
  expect(await codeOf(app.client().auth.login.mutate(login(squatter)))).toBe('invalid_credentials')
  const { refresh_token } = squatter.session
  expect(await codeOf(app.client().auth.refresh.mutate({ refresh_token }))).toBe('session_revoked')
  const client = app.client({ token: owner.access_token })
  expect(await codeOf(client.auth.verify_email.mutate({ token: verifyLink }))).toBe('link_expired')
})

test('who takes an account over may call themselves as they like, and not use the new name as password', async () => {
  await using app = await testApp()
  await app.signedUp({ email: 'ada-lovelace@example.com' })
  const token = await resetLink(app, 'ada-lovelace@example.com')

  const own = app.client().auth.reset_password.mutate({ token, password: 'Ada-Lovelace' })
  expect(await codeOf(own)).toBe('password_too_common')
  await app.client().auth.reset_password.mutate({ token, password: 'Ada Lovelace of London' })
})

test('the registrant who verifies keeps everything, and a reset afterwards too', async () => {
  await using app = await testApp()
  const person = await verified(app)
  const token = await resetLink(app, person.email)

  await app.client().auth.reset_password.mutate({ token, password: newPassword })

  const session = await app.client().auth.login.mutate({ email: person.email, password: newPassword })
  expect(session).toMatchObject({ id: person.session.id, name: 'Ada Lovelace' })
})

test('an account without a password gets one by the link', async () => {
  await using app = await testApp()
  const person = await verified(app)
  await app.services.db.updateTable('user').set({ password_hash: null }).execute()

  const token = await resetLink(app, person.email)
  await app.client().auth.reset_password.mutate({ token, password: newPassword })

  const session = await app.client().auth.login.mutate({ email: person.email, password: newPassword })
  expect(session.has_password).toBe(true)
})

test.each([
  ['/api/auth/password/forgot', { email: 'nobody' }],
  ['/api/auth/password/forgot', { email: 'ada@example.com', admin: true }],
  ['/api/auth/password/forgot', {}],
  ['/api/auth/password/reset', { token: 'x' }],
  ['/api/auth/password/reset', { password: newPassword }],
  ['/api/auth/password/reset', { token: 7, password: newPassword }],
  ['/api/auth/password/reset', { token: 'x', password: newPassword, email: 'ada@example.com' }],
])('POST %s with %j is refused', async (path, body) => {
  await using app = await testApp()
  const procedure = path.endsWith('forgot') ? 'forgot_password' : 'reset_password'

  const answer = await app.call(`POST ${path}`, { body })

  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
  expect(await codeOf((app.client().auth[procedure].mutate as any)(body))).toBe('validation_failed')
})

test('forgetting and resetting need nobody signed in, and a bad credential is no hindrance', async () => {
  await using app = await testApp()
  const person = await app.signedUp()

  const answer = await app.call('POST /api/v1/auth/password/forgot', {
    token: 'rubbish',
    headers: { cookie: 'access_token=rubbish', origin: 'https://evil.example' },
    body: { email: person.email },
  })

  expect(answer.status).toBe(202)
  expect(cookiesOf(answer)).toBe('')
})

const login = ({ email, password }: { email: string; password: string }) => ({ email, password })
