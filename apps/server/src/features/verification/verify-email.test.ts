import { expect, test } from 'vitest'
import { codeOf, testApp } from '../../../test/test-app.ts'

test('registering mails a link that verifies the address for who is signed in', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const token = await app.linkToken(person.email, 'verify-email')

  const answer = await app.call('POST /api/auth/email/verify', {
    token: person.session.access_token,
    body: { token },
  })

  expect(answer).toMatchObject({ status: 204, body: '' })
  expect(await person.client.users.me.query()).toMatchObject({ email_verified: true, name: 'Ada Lovelace' })
  expect((await app.mails(person.email)).map((mail) => mail.subject)).toEqual([
    'Verify your email address',
    'Your email address is verified',
  ])
})

test('a registration that is refused mails nothing', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const body = { email: person.email, password: 'nine quiet herons', name: 'Eve' }

  await app.call('POST /api/auth/register', { body })

  expect(await app.mails()).toHaveLength(1)
})

test('nobody confirms the account of another by its link, which stays good for its owner', async () => {
  await using app = await testApp()
  const squatter = await app.signedUp({ email: 'ada@example.com' })
  const ada = await app.signedUp()
  const token = await app.linkToken('ada@example.com', 'verify-email')

  const rest = await app.call('POST /api/auth/email/verify', {
    token: ada.session.access_token,
    body: { token },
  })
  const trpc = await codeOf(ada.client.auth.verify_email.mutate({ token }))
  const guest = await codeOf(app.client().auth.verify_email.mutate({ token }))
  const page = await app.call(`GET /verify-email?token=${token}`)

  expect(rest).toMatchObject({ status: 410, body: { code: 'link_expired' } })
  expect([trpc, guest]).toEqual(['link_expired', 'unauthenticated'])
  expect(page.status).not.toBe(500)
  expect((await squatter.client.users.me.query()).email_verified).toBe(false)
  await squatter.client.auth.verify_email.mutate({ token })
})

test('a verification link works once, for 24 hours, until it is replaced', async () => {
  await using app = await testApp({ ACCESS_TOKEN_SECONDS: '200000' })
  const { client, email } = await app.signedUp()
  const verify = (token: string) => client.auth.verify_email.mutate({ token })

  const first = await app.linkToken(email, 'verify-email')
  app.pass(86_401)
  const old = await codeOf(verify(first))
  await client.auth.resend_verification.mutate()
  const second = await app.linkToken(email, 'verify-email')
  await client.auth.resend_verification.mutate()
  const third = await app.linkToken(email, 'verify-email')
  const replaced = await codeOf(verify(second))
  const answers = await Promise.allSettled([verify(third), verify(third)])

  expect([old, replaced]).toEqual(['link_expired', 'link_expired'])
  expect(answers.map((answer) => answer.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('resending answers 202: five mails an hour, and none once it is verified', async () => {
  await using app = await testApp()
  const { session, client, email } = await app.signedUp()
  const token = session.access_token

  for (let index = 0; index < 7; index++) {
    expect(await app.call('POST /api/auth/email/resend', { token })).toMatchObject({ status: 202, body: '' })
  }
  const asked = await app.mails(email)
  await client.auth.verify_email.mutate({ token: await app.linkToken(email, 'verify-email') })
  app.pass(1000)
  const before = (await app.mails(email)).length
  await client.auth.resend_verification.mutate()

  // The first one of all came with the registration.
  expect(asked).toHaveLength(1 + 5)
  expect(await app.mails(email)).toHaveLength(before)
})

test.each([
  ['POST /api/auth/email/verify', { token: '' }],
  ['POST /api/auth/email/verify', {}],
  ['POST /api/auth/email/verify', { token: 'x', email: 'ada@example.com' }],
  ['POST /api/auth/email/resend', { email: 'other@example.com' }],
])('%s with %j is refused', async (path, body) => {
  await using app = await testApp()
  const { session, client } = await app.signedUp()
  const procedure = path.endsWith('verify') ? 'verify_email' : 'resend_verification'

  const answer = await app.call(path, { token: session.access_token, body })
  const stranger = await app.call(path, { body })

  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } })
  expect(stranger).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  expect(await codeOf((client.auth[procedure].mutate as any)(body))).toBe('validation_failed')
})
