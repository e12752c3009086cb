import type { Session } from '@runsite/shared/sessions'
import type { AddressInfo } from 'node:net'
import { createTRPCClient, httpBatchLink, httpLink, type TRPCClient } from '@trpc/client'
import { pino } from 'pino'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import type { AppRouter } from '../src/router.ts'
import { openServices, type Services } from '../src/services.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

/** What a REST call answered. */
export type Answer = { status: number; headers: Headers; body: any }

/** A real server on loopback with this worker's database, emptied first. */
export type TestApp = {
  url: string
  services: Services
  /** Moves the server's clock on. */
  pass(seconds: number): void
  /** A call of a path, such as `POST /api/auth/login`; an object becomes a JSON body. */
  call(
    path: string,
    options?: { body?: unknown; headers?: Record<string, string>; token?: string },
  ): Promise<Answer>
  /** A typed client; calls are sent one by one, or in batches. */
  client(options?: { token?: string; isBatched?: boolean }): TRPCClient<AppRouter>
  /** A new account, signed in. */
  signedUp(of?: { email?: string; password?: string }): Promise<SignedUp>
  /** A second server on the same database, its clock the same. */
  another(): Promise<TestApp>
  [Symbol.asyncDispose](): Promise<void>
}

/** A person with an account and a session. */
export type SignedUp = { email: string; password: string; session: Session; client: TRPCClient<AppRouter> }

const secret = 'a secret of thirty-two bytes or more, for tests'
let people = 0

/** Opens a server for one test: `await using app = await testApp()`. */
export async function testApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const database = await testDatabase()
  await database.empty()
  return openApp(database, settings, { passedMs: 0 })
}

async function openApp(
  database: TestDatabase,
  settings: Record<string, string>,
  clock: { passedMs: number },
): Promise<TestApp> {
  const config = readConfig(
    {
      PUBLIC_URL: 'http://localhost:3000',
      AUTH_SECRET: secret,
      DATABASE_URL: database.connection_string,
      ...settings,
    },
    '/',
  )
  const { services, close } = await openServices({
    config,
    db: database.db,
    connection_string: database.connection_string,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    now: () => new Date(Date.now() + clock.passedMs),
  })
  const app = await createApp(services)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const others: TestApp[] = []

  const testing: TestApp = {
    url,
    services,
    pass: (seconds) => {
      clock.passedMs += seconds * 1000
    },
    async call(path, { body, headers = {}, token } = {}) {
      const [method = 'GET', address = ''] = path.split(' ')
      const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData
      const isJson = body !== undefined && !isRaw
      const answer = await fetch(url + address, {
        method,
        redirect: 'manual',
        headers: {
          ...(isJson && { 'content-type': 'application/json' }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: isJson ? JSON.stringify(body) : (body as string) }),
      })
      const text = await answer.text()
      const holdsJson = text !== '' && /json/.test(answer.headers.get('content-type') ?? '')
      return { status: answer.status, headers: answer.headers, body: holdsJson ? JSON.parse(text) : text }
    },
    client({ token, isBatched = false } = {}) {
      const link = isBatched ? httpBatchLink : httpLink
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
      return createTRPCClient<AppRouter>({ links: [link({ url: `${url}/trpc`, headers })] })
    },
    async signedUp(of = {}) {
      const email = of.email ?? `person-${++people}@example.com`
      const password = of.password ?? 'seven lively otters'
      const session = await testing.client().auth.register.mutate({ email, password, name: 'Ada Lovelace' })
      return { email, password, session, client: testing.client({ token: session.access_token }) }
    },
    async another() {
      const other = await openApp(database, settings, clock)
      others.push(other)
      return other
    },
    async [Symbol.asyncDispose]() {
      for (const other of others) await other[Symbol.asyncDispose]()
      await app.close()
      await close()
    },
  }
  return testing
}

/** The refusal's code that a tRPC call ended with; throws where it did not end so. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    const { data } = error as { data?: { problem?: { code: string } } }
    if (data?.problem) return data.problem.code
    throw error
  }
  throw new Error('The call was not refused.')
}

/** The cookies that an answer sets, as a `Cookie` header sends them back. */
export function cookiesOf(answer: Answer): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}
