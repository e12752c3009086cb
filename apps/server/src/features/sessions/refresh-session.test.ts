import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeOf, cookiesOf, testApp } from '../../../test/test-app.ts'
import { suspendAccount } from '../accounts/suspend-account.ts'

test('refreshing gives a new pair, and the session moves on by one', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  const next = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })

  expect(next.refresh_token).not.toBe(session.refresh_token)
  const me = await app.client({ token: next.access_token }).users.me.query()
  expect(me.id).toBe(session.id)
})

test('fifty clients that refresh one token at once get one successor', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()

  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      app.call('POST /api/auth/refresh', { body: { refresh_token: session.refresh_token } }),
    ),
  )

  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
  expect(new Set(answers.map((answer) => answer.body.refresh_token)).size).toBe(1)
  const row = await app.services.db.selectFrom('session').select('counter').executeTakeFirstOrThrow()
  expect(row.counter).toBe(1)
})

test('the previous token is forgiven for 30 seconds, and then ends the session once its successor was used', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const next = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })
  const bearer = app.client({ token: next.access_token })
  await bearer.users.me.query()

  app.pass(29)
  const again = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })
  app.pass(2)
  const late = app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })

  expect(again.refresh_token).toBe(next.refresh_token)
  expect(await codeOf(late)).toBe('refresh_token_reused')
  expect(await codeOf(bearer.users.me.query())).toBe('session_revoked')
  expect(await codeOf(app.client().auth.refresh.mutate({ refresh_token: next.refresh_token }))).toBe(
    'session_revoked',
  )
})

test('a successor that never reached its owner signs nobody out, even an hour later', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const lost = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })

  app.pass(3600)
  const found = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })

  expect(found.refresh_token).toBe(lost.refresh_token)
  await app.client({ token: found.access_token }).users.me.query()
})

test('that a successor was used is known to another instance once it is written', async () => {
  await using app = await testApp()
  await using other = await app.another()
  const { session } = await app.signedUp()
  const next = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })
  await app.client({ token: next.access_token }).users.me.query()
  await app.services.session_activity.flush()

  app.pass(31)
  const replay = other.client().auth.refresh.mutate({ refresh_token: session.refresh_token })

  expect(await codeOf(replay)).toBe('refresh_token_reused')
})

test('a token older than the previous one ends the session at once', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const second = await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })
  await app.client().auth.refresh.mutate({ refresh_token: second.refresh_token })

  const replay = app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })

  expect(await codeOf(replay)).toBe('refresh_token_reused')
})

test('a refresh token runs out after 7 days, and the session after 30, however often it is refreshed', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  let { refresh_token, refresh_expires_in } = session

  for (let week = 0; week < 4; week++) {
    app.pass(7 * 86_400 - 60)
    ;({ refresh_token, refresh_expires_in } = await app.client().auth.refresh.mutate({ refresh_token }))
  }
  expect(refresh_expires_in).toBeLessThan(2.1 * 86_400)
  app.pass(refresh_expires_in + 1)

  expect(await codeOf(app.client().auth.refresh.mutate({ refresh_token }))).toBe('session_revoked')
})

test('a changed or invented token is refused without a look at the database', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const token = session.refresh_token
  const middle = token[30] === 'A' ? 'B' : 'A'

  const codes = await Promise.all(
    ['rt_', 'x', `${token}A`, token.slice(0, -1), token.slice(0, 30) + middle + token.slice(31)].map(
      (refresh_token) => codeOf(app.client().auth.refresh.mutate({ refresh_token })),
    ),
  )

  expect(new Set(codes)).toEqual(new Set(['refresh_token_invalid']))
})

test('the cookie does for the body, and the body wins over it', async () => {
  await using app = await testApp()
  const person = await app.signedUp()
  const cookie = cookiesOf(
    await app.call('POST /api/auth/login', { body: { email: person.email, password: person.password } }),
  )

  const byCookie = await app.call('POST /api/auth/refresh', { headers: { cookie } })
  const byBody = await app.call('POST /api/auth/refresh', {
    headers: { cookie },
    body: { refresh_token: 'rt_bad' },
  })
  const byNothing = await app.call('POST /api/auth/refresh')

  expect(byCookie.status).toBe(200)
  expect(byBody.body.code).toBe('refresh_token_invalid')
  expect(byNothing.body.code).toBe('unauthenticated')
})

test.each([
  [{ origin: 'https://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' }, 200],
  [{ 'sec-fetch-site': 'same-origin' }, 200],
  [{ 'sec-fetch-site': 'none' }, 200],
  [{}, 200],
])('a refresh by cookie with %j answers %i, by both doors', async (headers, status) => {
  await using app = await testApp()
  const person = await app.signedUp()
  const login = { email: person.email, password: person.password }
  const cookie = cookiesOf(await app.call('POST /api/auth/login', { body: login }))

  const sent = { cookie, 'content-type': 'application/json', ...headers } as Record<string, string>
  const rest = await app.call('POST /api/auth/refresh', { headers: sent })
  const trpc = await app.call('POST /trpc/auth.refresh', { headers: sent })

  expect([rest.status, trpc.status]).toEqual([status, status])
  if (status === 403) expect(rest.body.code).toBe('origin_rejected')
})

test('a suspended account cannot refresh nor use its tokens, and goes on where it was once restored', async () => {
  await using app = await testApp()
  const { email, session, client } = await app.signedUp()
  const { db } = app.services
  await client.users.me.query()

  await suspendAccount(db, { email, is_suspended: true, at: new Date() })
  const refresh = app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })

  expect(await codeOf(refresh)).toBe('account_suspended')
  await expect
    .poll(() =>
      client.users.me.query().then(
        () => 'ok',
        () => 'refused',
      ),
    )
    .toBe('refused')
  expect(await codeOf(client.users.me.query())).toBe('session_revoked')
  await suspendAccount(db, { email, is_suspended: false, at: new Date() })
  await app.client().auth.refresh.mutate({ refresh_token: session.refresh_token })
  await expect
    .poll(() =>
      client.users.me.query().then(
        () => 'ok',
        () => 'refused',
      ),
    )
    .toBe('ok')
})

test('whatever the interleaving of refreshes, lost answers, replays and logouts on two instances, the rules hold', async () => {
  await using app = await testApp({ RATE_LIMITS: 'off' })
  const servers = [app, await app.another()]
  app.stopClock()
  const step = fc.record({
    deed: fc.constantFrom('refresh', 'lose', 'use', 'replay', 'wait', 'logout'),
    server: fc.nat(1),
    seconds: fc.constantFrom(1, 31, 3600),
    back: fc.nat(3),
  })

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const { session } = await app.signedUp()
      // The model: every refresh token ever made, by its counter; what the rules say of each.
      const tokens = [session.refresh_token]
      const model = { held: 0, used: -1, movedAtMs: 0, isOver: false }
      let passedMs = 0
      let access = session.access_token

      for (const { deed, server, seconds, back } of steps) {
        const at = servers[server] ?? app
        const newest = tokens.length - 1
        const refresh = (counter: number) =>
          at.call('POST /api/auth/refresh', { body: { refresh_token: tokens[counter] } })
        if (deed === 'wait') {
          app.pass(seconds)
          passedMs += seconds * 1000
        } else if (deed === 'use') {
          const use = async () => (await at.call('GET /api/users/me', { token: access })).status
          // The other instance hears of an end a moment later (contract, "Tokens").
          if (model.isOver) await expect.poll(use).toBe(401)
          const status = await use()
          if (passedMs === 0) expect(status).toBe(model.isOver ? 401 : 200)
          if (status === 200) model.used = Math.max(model.used, model.held)
          for (const { services } of servers) await services.session_activity.flush()
        } else if (deed === 'logout') {
          await at.call('POST /api/auth/logout', { body: { refresh_token: tokens[newest] } })
          model.isOver = true
        } else {
          const counter = deed === 'replay' ? Math.max(0, newest - back) : model.held
          const answer = await refresh(counter)
          const isForgiven = passedMs - model.movedAtMs <= 30_000 || model.used < newest
          if (model.isOver) expect(answer.body.code).toBe('session_revoked')
          else if (counter === newest) {
            expect(answer.status).toBe(200)
            tokens.push(answer.body.refresh_token)
            Object.assign(model, { used: Math.max(model.used, counter), movedAtMs: passedMs })
          } else if (counter === newest - 1 && isForgiven) {
            expect(answer.body.refresh_token).toBe(tokens[newest])
          } else {
            expect(answer.body.code).toBe('refresh_token_reused')
            model.isOver = true
          }
          // An answer that is lost leaves its owner with the token from before.
          if (answer.status === 200 && deed === 'refresh') {
            model.held = tokens.length - 1
            access = answer.body.access_token
          }
        }
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)

test('a refresh that races a logout never wins', async () => {
  await using app = await testApp()
  const other = await app.another()

  for (let round = 0; round < 15; round++) {
    const { session } = await app.signedUp()
    const body = { refresh_token: session.refresh_token }
    const [first, second] = round % 2 ? [app, other] : [other, app]
    const [refreshed] = await Promise.all([
      first.call('POST /api/auth/refresh', { body }),
      second.call('POST /api/auth/logout', { body }),
    ])

    const tokens = refreshed.status === 200 ? [session, refreshed.body] : [session]
    for (const { access_token, refresh_token } of tokens) {
      const again = await first.call('POST /api/auth/refresh', { body: { refresh_token } })
      expect(again.body.code).toBe('session_revoked')
      const use = () => first.call('GET /api/users/me', { token: access_token })
      await expect.poll(async () => (await use()).body.code).toBe('session_revoked')
    }
  }
}, 60_000)
