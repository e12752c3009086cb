import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { codeOf, cookiesOf, testApp } from '../../../test/test-app.ts'

const new_password = 'nine quiet herons'
const login = ({ email, password }: { email: string; password: string }) => ({ email, password })

test('changing the password ends every other session, and this one stays', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const phone = await app.client().auth.login.mutate(login(person))

  const answer = await app.call('POST /api/users/me/password', {
    token: person.session.access_token,
    headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' },
    body: { current_password: person.password, new_password },
  })

  expect(answer).toMatchObject({ status: 204, body: '' })
  expect(await codeOf(app.client({ token: phone.access_token }).users.me.query())).toBe('session_revoked')
  await person.client.users.me.query()
  await app.client().auth.refresh.mutate({ refresh_token: person.session.refresh_token })
  await app.client().auth.login.mutate({ email: person.email, password: new_password })
  expect(await codeOf(app.client().auth.login.mutate(login(person)))).toBe('invalid_credentials')
  const mail = (await app.mails(person.email)).find(({ subject }) => subject === 'Your password was changed')
  expect(mail?.text).toContain('Firefox on Windows, from 127.0.0.1')
  const { events } = await person.client.users.events.query({})
  expect(events.map((event) => event.kind)).toContain('password_changed')
})

test.each([
  [{ current_password: 'wrong wrong', new_password }, 403, 'password_incorrect'],
  [{ new_password }, 422, 'validation_failed'],
  [{ current_password: 'seven lively otters' }, 422, 'validation_failed'],
  [{ current_password: 'seven lively otters', new_password: 'short' }, 422, 'validation_failed'],
  [{ current_password: 'seven lively otters', new_password: 'password' }, 422, 'password_too_common'],
  [{ current_password: 'seven lively otters', new_password: 'ada lovelace' }, 422, 'password_too_common'],
  [{ current_password: 'seven lively otters', new_password, password: 'x' }, 422, 'validation_failed'],
])('changing the password with %j is refused: %i %s', async (body, status, code) => {
  await using app = await testApp()
  const person = await app.signedUp()

  const answer = await app.call('POST /api/users/me/password', { token: person.session.access_token, body })
  const trpc = person.client.users.change_password.mutate(body as { new_password: string })

  expect(answer).toMatchObject({ status, body: { code } })
  expect(await codeOf(trpc)).toBe(code)
  await app.client().auth.login.mutate(login(person))
})

test('what is wrong with a new password is said at its field', async () => {
  await using app = await testApp()
  const person = await app.signedUp()

  const answer = await app.call('POST /api/users/me/password', {
    token: person.session.access_token,
    body: { current_password: person.password, new_password: 'password' },
  })

  expect(answer.body.errors).toMatchObject([{ path: ['new_password'] }])
})

test('a first password, and deletion without one, need a sign-in of the last 10 minutes', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  await app.services.db.updateTable('user').set({ password_hash: null }).execute()
  app.pass(601)
  const { access_token } = await app
    .client()
    .auth.refresh.mutate({ refresh_token: person.session.refresh_token })
  const client = app.client({ token: access_token })

  const first = await app.call('POST /api/users/me/password', { token: access_token, body: { new_password } })
  const deletion = await app.call('DELETE /api/users/me', { token: access_token })

  expect(first).toMatchObject({ status: 403, body: { code: 'reauthentication_required' } })
  expect(deletion).toMatchObject({ status: 403, body: { code: 'reauthentication_required' } })
  expect(await codeOf(client.users.change_password.mutate({ new_password }))).toBe(
    'reauthentication_required',
  )
  expect(await codeOf(client.users.remove.mutate())).toBe('reauthentication_required')
  app.pass(-60)
  await client.users.change_password.mutate({ new_password })
  await app.client().auth.login.mutate({ email: person.email, password: new_password })
})

test('a changed password voids the links on their way', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const verify = await app.linkToken(person.email, 'verify-email')
  await app.client().auth.forgot_password.mutate({ email: person.email })
  const reset = await app.linkToken(person.email, 'reset-password')

  await person.client.users.change_password.mutate({ current_password: person.password, new_password })

  const password = 'ten loud herons'
  expect(await codeOf(app.client().auth.reset_password.mutate({ token: reset, password }))).toBe(
    'link_expired',
  )
  expect(await codeOf(person.client.auth.verify_email.mutate({ token: verify }))).toBe('link_expired')
})

test('of two who change the password at once, one succeeds', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const change = (password: string) =>
    person.client.users.change_password.mutate({ current_password: person.password, new_password: password })

  const changes = await Promise.allSettled([change('otters one by one'), change('otters two by two')])

  expect(changes.map((settled) => settled.status).sort()).toEqual(['fulfilled', 'rejected'])
})

/** Every row of every table, but for the bare marks of ended sessions. */
async function everyRow({ services }: Awaited<ReturnType<typeof testApp>>): Promise<string> {
  const tables = await services.db.introspection.getTables()
  const rows = await Promise.all(
    tables
      .filter(({ name }) => name !== 'ended_session')
      .map(({ schema, name }) => sql`select * from ${sql.id(schema ?? 'public', name)}`.execute(services.db)),
  )
  return JSON.stringify(rows.map((table) => table.rows))
}

test('deleting the account leaves no row that names it, and clears the cookies', async () => {
  await using app = await testApp()
  const bystander = await app.signedUp()
  const person = await app.signedUp({ email: 'leaving@example.com' })
  await app.client().auth.forgot_password.mutate({ email: person.email })
  // So that letters to the address are still waiting.
  app.services.mailer.send = async () => ({ kind: 'failed', reason: 'away' })
  await app.mails()
  await person.client.auth.resend_verification.mutate()

  const answer = await app.call('DELETE /api/users/me', {
    token: person.session.access_token,
    body: { password: person.password },
  })

  expect(answer).toMatchObject({ status: 204, body: '' })
  expect(cookiesOf(answer)).toBe('access_token=; refresh_token=')
  expect(await codeOf(person.client.users.me.query())).toBe('session_revoked')
  const rows = await everyRow(app)
  expect(rows).not.toContain(person.email)
  expect(rows).not.toContain(person.session.id)
  expect(rows).toContain(bystander.session.id)
  await app.signedUp({ email: person.email })
})

test.each([
  [{ password: 'wrong wrong' }, 403, 'password_incorrect'],
  [{}, 422, 'validation_failed'],
  [undefined, 422, 'validation_failed'],
  [{ password: 'seven lively otters', really: true }, 422, 'validation_failed'],
])('deleting the account with %j is refused: %i %s', async (body, status, code) => {
  await using app = await testApp()
  const person = await app.signedUp()

  const answer = await app.call('DELETE /api/users/me', { token: person.session.access_token, body })

  expect(answer).toMatchObject({ status, body: { code } })
  expect(await codeOf(person.client.users.remove.mutate(body as { password: string }))).toBe(code)
  await person.client.users.me.query()
})

test('changing the password and deleting the account need somebody signed in, from the web app', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const cookie = cookiesOf(await app.call('POST /api/auth/login', { body: login(person) }))
  const body = { current_password: person.password, new_password }
  const foreign = { cookie, origin: 'https://evil.example' }

  const answers = [
    await app.call('POST /api/users/me/password', { body }),
    await app.call('DELETE /api/users/me', { body: { password: person.password } }),
    await app.call('POST /api/users/me/password', { body, headers: foreign }),
    await app.call('DELETE /api/users/me', { body: { password: person.password }, headers: foreign }),
  ]

  expect(answers.map((answer) => answer.body.code)).toEqual([
    'unauthenticated',
    'unauthenticated',
    'origin_rejected',
    'origin_rejected',
  ])
})
