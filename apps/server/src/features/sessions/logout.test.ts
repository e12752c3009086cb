import { expect, test } from 'vitest'
import { codeOf, cookiesOf, testApp } from '../../../test/test-app.ts'

async function isOver(app: Awaited<ReturnType<typeof testApp>>, token: string): Promise<boolean> {
  return app
    .client({ token })
    .users.me.query()
    .then(
      () => false,
      async (error) => (await codeOf(Promise.reject(error))) === 'session_revoked',
    )
}

test.each(['header', 'body', 'cookie'])(
  'logging out ends the session that the %s names, at once',
  async (where) => {
    await using app = await testApp()
    const { session } = await app.signedUp()

    const answer = await app.call('POST /api/auth/logout', {
      ...(where === 'header' && { token: session.access_token }),
      ...(where === 'body' && { body: { refresh_token: session.refresh_token } }),
      ...(where === 'cookie' && { headers: { cookie: `refresh_token=${session.refresh_token}` } }),
    })

    expect(answer.status).toBe(204)
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^access_token=; .*Expires=Thu, 01 Jan 1970/),
      expect.stringMatching(/^refresh_token=; .*Expires=Thu, 01 Jan 1970/),
    ])
    expect(await isOver(app, session.access_token)).toBe(true)
  },
)

test('logging out ends every session that a good credential names, bad ones aside', async () => {
  await using app = await testApp()
  const one = await app.signedUp()
  const two = await app.signedUp()
  const three = await app.signedUp()

  const answer = await app.call('POST /api/auth/logout', {
    token: one.session.access_token,
    body: { refresh_token: two.session.refresh_token },
    headers: { cookie: `access_token=rubbish; refresh_token=${three.session.refresh_token}` },
  })

  expect(answer.status).toBe(204)
  for (const { session } of [one, two, three]) expect(await isOver(app, session.access_token)).toBe(true)
})

test('an older refresh token still logs out; an expired access token does not', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const next = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })
  app.pass(1900)

  await app.call('POST /api/auth/logout', { token: next.access_token })
  const alive = await app.client().auth.refresh.mutate({ refresh_token: next.refresh_token })
  await app.call('POST /api/auth/logout', { body: { refresh_token: session.refresh_token } })

  expect(await isOver(app, alive.access_token)).toBe(true)
})

test('the cookies of another site log nobody out', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const login = await app.call('POST /api/auth/login', {
    body: { email: person.email, password: person.password },
  })
  const headers = { cookie: cookiesOf(login), origin: 'https://evil.example' }

  const alone = await app.call('POST /api/auth/logout', { headers })
  const multipart = await app.call('POST /trpc/auth.logout', {
    headers: { ...headers, 'content-type': 'multipart/form-data; boundary=x' },
    body: '--x--\r\n',
  })
  const beside = await app.call('POST /api/auth/logout', {
    headers,
    body: { refresh_token: person.session.refresh_token },
  })

  expect(alone).toMatchObject({ status: 403, body: { code: 'origin_rejected' } })
  expect(multipart.status).toBeGreaterThanOrEqual(400)
  expect(beside.status).toBe(204)
  expect(await isOver(app, login.body.access_token)).toBe(false)
  expect(await isOver(app, person.session.access_token)).toBe(true)
})

test('logging out twice, or without anything, is no fault', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  const answers = [
    await app.call('POST /api/auth/logout', { token: session.access_token }),
    await app.call('POST /api/auth/logout', { token: session.access_token }),
    await app.call('POST /api/auth/logout'),
    await app.call('POST /api/auth/logout', { body: {} }),
  ]

  expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204, 204])
})
