import { expect, test } from 'vitest'
import { codeOf, cookiesOf, testApp } from '../../../test/test-app.ts'

const ada = { email: 'ada@example.com', password: 'seven lively otters', name: 'Ada Lovelace' }

test('registering makes an account and signs it in', async () => {
  await using app = await testApp()

  const answer = await app.call('POST /api/auth/register', { body: { ...ada, email: ' ADA@Example.com ' } })

  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({
    email: 'ada@example.com',
    email_verified: false,
    name: 'Ada Lovelace',
    has_password: true,
    token_type: 'Bearer',
    expires_in: 1800,
    refresh_expires_in: 604_800,
  })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const cookies = answer.headers.getSetCookie().join('\n')
  expect(cookies).toMatch(/^access_token=\S+; Max-Age=1800; Path=\/; HttpOnly; SameSite=Lax$/m)
  expect(cookies).toMatch(/^refresh_token=\S+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/m)
})

test('on https the cookies are Secure and named with __Host-', async () => {
  await using app = await testApp({ PUBLIC_URL: 'https://auth.example.com' })

  const answer = await app.call('POST /api/auth/register', { body: ada })

  expect(answer.headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-access_token=\S+; Max-Age=1800; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    expect.stringMatching(
      /^__Host-refresh_token=\S+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    ),
    expect.stringMatching(/^__Host-known_browser=/),
  ])
  expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000')
})

test('an address has one account, however it is spelled and however many register at once', async () => {
  await using app = await testApp()

  const answers = await Promise.all(
    ['ada@example.com', 'Ada@example.com', 'ADA@EXAMPLE.COM', 'ada@example.com'].map((email) =>
      app.call('POST /api/auth/register', { body: { ...ada, email } }),
    ),
  )

  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409])
  expect(answers.find((answer) => answer.status === 409)?.body.code).toBe('email_taken')
})

test.each([
  ['password', 'the most common'],
  ['Password1', 'the most common, whatever its case'],
  ['ada@example.com', 'the address'],
  ['ADA LOVELACE', 'the name'],
])('the password %j is refused: it is %s', async (password) => {
  await using app = await testApp()

  const answer = await app.call('POST /api/auth/register', { body: { ...ada, password } })

  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'password_too_common', errors: [{ path: ['password'] }] },
  })
})

test('every field that is wrong is named, unknown ones too', async () => {
  await using app = await testApp()

  const answer = await app.call('POST /api/auth/register', {
    body: { email: 'ada', password: 'short', name: ' ', admin: true },
  })

  expect(answer.status).toBe(422)
  expect(answer.body.code).toBe('validation_failed')
  expect(answer.body.errors.map((error: { path: string[] }) => error.path[0]).sort()).toEqual([
    'admin',
    'email',
    'name',
    'password',
  ])
})

test('nobody can register while registration is closed, by either door', async () => {
  await using app = await testApp({ REGISTRATION: 'closed' })

  const answer = await app.call('POST /api/auth/register', { body: ada })

  expect(answer).toMatchObject({ status: 403, body: { code: 'registration_closed' } })
  expect(await codeOf(app.client().auth.register.mutate(ada))).toBe('registration_closed')
})

test('logging in needs the password, in any composition of its characters', async () => {
  await using app = await testApp()
  await app.signedUp({ email: ada.email, password: 'caf\u00e9 au lait' })

  const answer = await app.call('POST /api/auth/login', {
    body: { email: 'ADA@example.com', password: 'cafe\u0301 au lait' },
  })

  expect(answer).toMatchObject({ status: 200, body: { email: ada.email } })
  expect(cookiesOf(answer)).toContain('access_token=')
})

test('a wrong password and an unknown address get the same answer', async () => {
  await using app = await testApp()
  await app.signedUp({ email: ada.email })

  const wrong = await app.call('POST /api/auth/login', {
    body: { email: ada.email, password: 'wrong wrong' },
  })
  const unknown = await app.call('POST /api/auth/login', {
    body: { email: 'x@example.com', password: 'wrong wrong' },
  })

  const { request_id: _, ...said } = wrong.body
  expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
  expect(unknown.body).toMatchObject(said)
  expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer/)
})

test('a suspended account is told so after the right password only', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  await app.services.db.updateTable('user').set({ suspended_at: new Date() }).execute()

  const right = await app.call('POST /api/auth/login', {
    body: { email: person.email, password: person.password },
  })
  const wrong = await app.call('POST /api/auth/login', {
    body: { email: person.email, password: 'wrong wrong' },
  })

  expect(right).toMatchObject({ status: 403, body: { code: 'account_suspended' } })
  expect(wrong).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
})

test('a hash of weaker parameters is replaced at the next good login', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const { hash, argon2id } = await import('argon2')
  const weak = await hash(person.password, { type: argon2id, memoryCost: 8192, timeCost: 1, parallelism: 1 })
  await app.services.db.updateTable('user').set({ password_hash: weak }).execute()

  await app.client().auth.login.mutate({ email: person.email, password: person.password })

  const row = await app.services.db.selectFrom('user').select('password_hash').executeTakeFirstOrThrow()
  expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  await app.client().auth.login.mutate({ email: person.email, password: person.password })
})

test.each([
  ['bcrypt', '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW', 'U*U'],
  [
    'PBKDF2',
    '$pbkdf2-sha256$6400$.6UI/S.nXIk8jcbdHx3Fhg$98jZicV16ODfEsEZeYPGHU3kbrUrvUEXOPimVSQDD44',
    'password',
  ],
])(
  'an account brought along with a %s hash signs in, and its hash is replaced',
  async (_, theirs, password) => {
    await using app = await testApp()
    const { email } = await app.signedUp()
    await app.services.db.updateTable('user').set({ password_hash: theirs }).execute()

    const wrong = await codeOf(app.client().auth.login.mutate({ email, password: 'wrong wrong' }))
    const session = await app.client().auth.login.mutate({ email, password })

    expect([wrong, session.email]).toEqual(['invalid_credentials', email])
    const row = await app.services.db.selectFrom('user').select('password_hash').executeTakeFirstOrThrow()
    expect(row.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    await app.client().auth.login.mutate({ email, password })
  },
)

// Run, these 99,999 passes over 4 GiB would outlast any test.
test('a stored hash that would cost too much is a wrong password, and is not run', async () => {
  await using app = await testApp()
  const { email, password } = await app.signedUp()
  const hostile =
    '$argon2id$v=19$m=4194304,t=99999,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4'
  await app.services.db.updateTable('user').set({ password_hash: hostile }).execute()

  expect(await codeOf(app.client().auth.login.mutate({ email, password }))).toBe('invalid_credentials')
})

test('neither password nor token is stored in the clear', async () => {
  await using app = await testApp()
  const person = await app.signedUp()

  const { db } = app.services
  const rows = JSON.stringify([
    await db.selectFrom('user').selectAll().execute(),
    await db.selectFrom('session').selectAll().execute(),
    (await db.selectFrom('signing_key').selectAll().execute()).map((key) =>
      key.sealed_private_key.toString('latin1'),
    ),
  ])

  for (const secret of [
    person.password,
    person.session.access_token,
    person.session.refresh_token,
    'PRIVATE',
  ]) {
    expect(rows).not.toContain(secret)
  }
})
