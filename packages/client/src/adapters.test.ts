import { setTimeout as pause } from 'node:timers/promises'
import { inspect } from 'node:util'
import { createTRPCClient, httpBatchStreamLink } from '@trpc/client'
import axios, { type AxiosAdapter, type InternalAxiosRequestConfig } from 'axios'
import { expect, inject, test } from 'vitest'
import { startProxy } from '../test/proxy.ts'
import { badToken, password, refreshPath, signedIn } from '../test/signed-in.ts'
import {
  type AppRouter,
  addSession,
  createClient,
  refusalFrom,
  sessionLink,
  sessionRequests,
} from './index.ts'

test('18 a wrong password is told as it is, and refreshes nothing', async () => {
  await using tab = await signedIn()
  const wrong = { email: tab.user.email, password: 'not this one' }

  await expect(tab.client.rest.auth.login(wrong)).rejects.toMatchObject({
    code: 'invalid_credentials',
    status: 401,
    detail: 'The email or the password is wrong.',
    request_id: expect.any(String),
  })
  await expect(tab.client.trpc.auth.login.mutate(wrong)).rejects.toMatchObject({
    code: 'invalid_credentials',
    status: 401,
    request_id: expect.any(String),
  })

  expect(tab.refreshes()).toBe(0)
})

test('19 a 403 passes through and refreshes nothing', async () => {
  await using tab = await signedIn()
  const body = JSON.stringify({ status: 403, code: 'session_required', detail: 'No.' })
  tab.proxy.treat(() => ({ status: 403, headers: { 'content-type': 'application/problem+json' }, body }))

  await expect(tab.client.rest.users.me()).rejects.toMatchObject({ code: 'session_required' })

  expect(tab.refreshes()).toBe(0)
})

test('21 a change that met a 401 is made once', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  let done = 0
  tab.proxy.treat(async ({ path }, pass) => {
    const answer = await pass()
    if (path === '/api/users/me' && answer.status === 200) done += 1
    return answer
  })

  const user = await tab.client.rest.users.update({ name: 'Ada King' })

  expect(user.name).toBe('Ada King')
  expect(done).toBe(1)
  expect(tab.proxy.to('/api/users/me').map(({ body }) => body.toString())).toEqual([
    '{"name":"Ada King"}',
    '{"name":"Ada King"}',
  ])
})

test('22 a form with a file is sent whole again, though JSON is the default header', async () => {
  await using tab = await signedIn()
  const http = axios.create({ baseURL: tab.proxy.url, headers: { 'Content-Type': 'application/json' } })
  addSession(http, tab.client.session)
  tab.alter({ access_token: badToken })
  tab.proxy.treat(({ path, headers }, pass) => {
    if (path !== '/upload') return pass()
    if (!headers.authorization?.includes(badToken)) return { status: 200, body: 'kept' }
    return { status: 401, body: JSON.stringify({ status: 401, code: 'token_invalid', detail: '' }) }
  })
  const form = new FormData()
  form.set('file', new Blob([new Uint8Array(300_000).fill(7)]), 'ada.png')

  const answer = await http.post('/upload', form)

  expect(answer.data).toBe('kept')
  const uploads = tab.proxy.to('/upload')
  expect(uploads).toHaveLength(2)
  for (const { headers, body } of uploads) {
    expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
    expect(body.length).toBeGreaterThan(300_000)
  }
  expect(tab.refreshes()).toBe(1)
})

test.each(['json', 'text', 'arraybuffer', 'blob', 'stream'] as const)(
  'an answer that is wanted as %s is asked for once more after a 401',
  async (responseType) => {
    await using tab = await signedIn()
    tab.proxy.cookies.clear()
    const http = axios.create({ baseURL: tab.proxy.url, responseType, adapter: 'fetch' })
    addSession(http, tab.client.session)
    tab.alter({ access_token: badToken })

    const { data } = await http.get<BodyInit>('/api/users/me')

    const text = responseType === 'json' ? JSON.stringify(data) : await new Response(data).text()
    expect(text).toContain(tab.user.id)
    expect(tab.refreshes()).toBe(1)
  },
)

test('an answer that is wanted as a stream says why it is refused', async () => {
  await using tab = await signedIn()
  const http = addSession(axios.create({ baseURL: tab.proxy.url }), tab.client.session)
  await createClient({ url: tab.proxy.url }).rest.sessions.revoke({
    id: (await tab.client.rest.sessions.list()).sessions[0]?.id ?? '',
  })

  const refused = await http.get('/api/users/me', { responseType: 'stream' }).catch(refusalFrom)

  expect(refused).toMatchObject({ code: 'session_revoked' })
  expect(tab.changes).toEqual([{ kind: 'ended', reason: 'session_revoked' }])
})

test('23 in a batch, an open and a guarded change each run once', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  const { email, id } = tab.user
  const bodies: string[] = []
  tab.proxy.treat(({ path, body }, pass) => {
    if (path.startsWith('/trpc')) bodies.push(`${path} ${body.toString()}`)
    return pass()
  })

  const [session, user] = await Promise.all([
    tab.client.trpc.auth.login.mutate({ email, password }),
    tab.client.trpc.users.update.mutate({ name: 'Ada King' }),
  ])

  expect([session.id, user.name]).toEqual([id, 'Ada King'])
  expect(bodies.filter((line) => line.includes('auth.login'))).toHaveLength(1)
})

test('24 a call that is aborted while it waits is over at once, and the others go on', async () => {
  await using tab = await signedIn()
  tab.alter({ access_token: badToken })
  const hung = Promise.withResolvers<void>()
  tab.proxy.treat(async ({ path }, pass) => {
    if (path === refreshPath) await hung.promise
    return pass()
  })
  const controller = new AbortController()
  const aborted = tab.client.rest.users.me({ signal: controller.signal })
  const abortedTrpc = tab.client.trpc.users.me.query(undefined, { signal: controller.signal })
  const other = tab.client.rest.users.me()
  await pause(200)

  controller.abort()

  await expect(aborted).rejects.toSatisfy(axios.isCancel)
  await expect(abortedTrpc).rejects.toThrow()
  hung.resolve()
  await expect(other).resolves.toMatchObject({ id: tab.user.id })
})

test('a call that is aborted for a reason of one’s own is no refusal', async () => {
  await using tab = await signedIn()
  const hung = Promise.withResolvers<'drop'>()
  tab.proxy.treat(() => hung.promise)
  const { rest, trpc } = tab.client

  for (const received_at of [Date.now(), 0]) {
    tab.alter({ received_at })
    tab.proxy.seen.length = 0
    const controller = new AbortController()
    const { signal } = controller
    const calls = [
      rest.users.me({ signal }).catch((error: unknown) => error),
      trpc.users.me.query(undefined, { signal }).catch((error: unknown) => error),
      trpc.users.update.mutate({ name: 'Ada King' }, { signal }).catch((error: unknown) => error),
    ]
    await expect.poll(() => tab.proxy.seen).not.toEqual([])
    controller.abort(new Error('The page is left.'))
    const names = (await Promise.all(calls)).map((error) => (error as Error).name)
    expect(names).toEqual(['CanceledError', 'TRPCClientError', 'TRPCClientError'])
  }
  hung.resolve('drop')
})

test('30 an address elsewhere gets no token, and its 401 refreshes nothing', async () => {
  await using tab = await signedIn()
  await using elsewhere = await startProxy(inject('serverUrl'))
  elsewhere.treat(() => ({ status: 401, body: JSON.stringify({ status: 401, code: 'token_expired' }) }))
  const http = addSession(axios.create({ baseURL: tab.proxy.url }), tab.client.session)

  await expect(http.get(`${elsewhere.url}/api/users/me`)).rejects.toThrow('401')

  expect(elsewhere.seen[0]?.headers.authorization).toBeUndefined()
  expect(tab.refreshes()).toBe(0)
})

test.each([
  ['a backslash', {}, '/\\\\elsewhere.example/x'],
  ['a backslash, below the root', { baseURL: '/' }, '\\\\elsewhere.example/x'],
  ['a space before it', {}, ' https://elsewhere.example/x'],
  ['a base it may not leave', { baseURL: 'https://elsewhere.example', allowAbsoluteUrls: false }, '{ours}/x'],
])('an address elsewhere that is written with %s gets no token', async (_, defaults, address) => {
  await using tab = await signedIn()
  const sent: InternalAxiosRequestConfig[] = []
  const adapter: AxiosAdapter = async (config) => {
    sent.push(config)
    return { data: '', status: 200, statusText: 'OK', headers: {}, config }
  }
  const http = addSession(axios.create({ ...defaults, adapter }), tab.client.session)

  await http.get(address.replace('{ours}', tab.proxy.url))
  await http.get(`${tab.proxy.url}/x`, { baseURL: '', allowAbsoluteUrls: true })

  expect(sent.map(({ headers }) => headers.has('Authorization'))).toEqual([false, true])
})

test('a refused field is named', async () => {
  await using tab = await signedIn()

  await expect(tab.client.rest.users.update({ name: ' ' })).rejects.toMatchObject({
    code: 'validation_failed',
    status: 422,
    errors: [{ path: ['name'], message: expect.any(String) }],
  })
})

test('signing in through tRPC keeps the session for both doors', async () => {
  await using tab = await signedIn()
  const client = createClient({ url: inject('serverUrl'), storage: 'memory' })

  await client.trpc.auth.login.mutate({ email: tab.user.email, password })

  await expect(client.rest.users.me()).resolves.toMatchObject({ id: tab.user.id })
  await expect(client.trpc.auth.refresh.mutate()).resolves.toMatchObject({ id: tab.user.id })
  await expect(client.trpc.users.me.query()).resolves.toMatchObject({ id: tab.user.id })
})

test('an error that is logged whole shows neither password nor token', async () => {
  await using tab = await signedIn()
  const { access_token } = tab.stored()
  const wrong = { email: tab.user.email, password: 'not this one' }
  const { rest, trpc } = tab.client

  const refused = [
    await rest.auth.login(wrong).catch(refusalFrom),
    await trpc.auth.login.mutate(wrong).catch(refusalFrom),
    await rest.users.update({ name: ' ' }).catch(refusalFrom),
    await trpc.users.update.mutate({ name: ' ' }).catch(refusalFrom),
  ]
  tab.proxy.treat(() => 'drop')
  refused.push(await rest.auth.login(wrong).catch(refusalFrom), await rest.users.me().catch(refusalFrom))

  const logged = refused.map((error) => inspect(error, { depth: 20, showHidden: true }))
  expect(logged.filter((text) => text.includes('AuthError'))).toHaveLength(6)
  for (const text of logged) {
    expect(text).not.toContain('not this one')
    expect(text).not.toContain(access_token)
  }
})

test('a streamed batch, some of it refused, goes on after one refresh', async () => {
  await using tab = await signedIn()
  const { session } = tab.client
  const trpc = createTRPCClient<AppRouter>({
    links: [sessionLink(session), httpBatchStreamLink(sessionRequests(session))],
  })
  tab.alter({ access_token: badToken })

  const answers = await Promise.all([
    trpc.auth.forgot_password.mutate({ email: tab.user.email }),
    trpc.users.update.mutate({ name: 'Ada King' }),
    trpc.users.me.query(),
    trpc.sessions.list.query(),
  ])

  expect(answers[1]).toMatchObject({ name: 'Ada King' })
  expect(answers[3].total).toBe(1)
  expect(tab.refreshes()).toBe(1)
  expect(tab.proxy.to('/trpc').filter(({ path }) => path.includes('auth.forgot_password'))).toHaveLength(1)
  await expect(trpc.users.update.mutate({ name: ' ' }).catch(refusalFrom)).resolves.toMatchObject({
    code: 'validation_failed',
  })
})

test('signing in through a streamed batch keeps the session', async () => {
  await using tab = await signedIn()
  const { session } = createClient({ url: tab.proxy.url, storage: 'memory' })
  const trpc = createTRPCClient<AppRouter>({
    links: [sessionLink(session), httpBatchStreamLink(sessionRequests(session))],
  })

  await trpc.auth.login.mutate({ email: tab.user.email, password })

  expect(session.userId()).toBe(tab.user.id)
  await expect(trpc.users.me.query()).resolves.toMatchObject({ id: tab.user.id })
})
