import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Session } from '@runsite/shared/sessions'
import { createTRPCClient, httpBatchLink, httpLink, type TRPCClient } from '@trpc/client'
import { sql } from 'kysely'
import type { ParsedMail } from 'mailparser'
import { pino } from 'pino'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import type { Db } from '../src/db/schema.ts'
import { openHashThread } from '../src/features/passwords/hash-thread.ts'
import type { AppRouter } from '../src/router.ts'
import { openServices, type Services } from '../src/services.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

/** What a REST call answered. */
export type Answer = { status: number; headers: Headers; body: any }

/** A real server on loopback with this worker's database, emptied first. */
export type TestApp = {
  url: string
  services: Services
  /** Stops the server's clock, so that only `pass` moves it: a busy machine makes no difference then. */
  stopClock(): void
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
  /** Moves the clock of the jobs on, which is the database's: for what waits in the queues at this moment. */
  letJobsWait(seconds: number): Promise<void>
  /** Lets the server look for letters to send, and for reset letters to write, at once. */
  wakeMail(): void
  /** The letters sent so far, oldest first, once all that are due have gone. */
  mails(to?: string): Promise<ParsedMail[]>
  /** The token in the newest letter with such a link. */
  linkToken(to: string, page: 'verify-email' | 'reset-password'): Promise<string>
  /** A second server on the same database, its clock the same. */
  another(): Promise<TestApp>
  [Symbol.asyncDispose](): Promise<void>
}

/** A person with an account and a session. */
export type SignedUp = { email: string; password: string; session: Session; client: TRPCClient<AppRouter> }

const secret = 'a secret of thirty-two bytes or more, for tests'
let people = 0
/** Shared by the servers of this worker: a thread takes longer to start than most tests to run. */
const hash_thread = openHashThread()

/** Opens a server for one test: `await using app = await testApp()`. */
export async function testApp(settings: Record<string, string> = {}): Promise<TestApp> {
  const database = await testDatabase()
  await database.empty()
  const outbox = await mkdtemp(join(tmpdir(), 'rs-outbox-'))
  const app = await openApp(
    database,
    { MAIL_OUTBOX: outbox, ...settings },
    { passedMs: 0, stoppedAtMs: null },
  )
  return {
    ...app,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]()
      await rm(outbox, { recursive: true })
    },
  }
}

async function openApp(
  database: TestDatabase,
  settings: Record<string, string>,
  clock: { passedMs: number; stoppedAtMs: number | null },
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
    pool_load: database.pool_load,
    hash_thread,
    log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }),
    now: () => new Date((clock.stoppedAtMs ?? Date.now()) + clock.passedMs),
  })
  const app = await createApp(services)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const others: TestApp[] = []

  const testing: TestApp = {
    url,
    services,
    stopClock: () => {
      clock.stoppedAtMs ??= Date.now()
    },
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
    async letJobsWait(seconds) {
      const later = sql`make_interval(secs => ${seconds})`
      await sql`
        update pgboss.job set created_on = created_on - ${later}, start_after = start_after - ${later},
          keep_until = keep_until - ${later}, started_on = started_on - ${later},
          heartbeat_on = heartbeat_on - ${later}`.execute(services.db)
    },
    wakeMail: () => {
      services.jobs.wake('password-reset')
      services.jobs.wake('mail')
    },
    async mails(to) {
      // Most tests read none, and it takes long to load.
      const { simpleParser } = await import('mailparser')
      for (const deadline = Date.now() + 5000; (await hasMailWork(services.db)) && Date.now() < deadline; ) {
        for (const one of [testing, ...others]) one.wakeMail()
        await pause(5)
      }
      const outbox = config.mail_outbox
      const files = (await readdir(outbox)).filter((file) => file.endsWith('.eml')).sort()
      const mails = await Promise.all(
        files.map(async (file) => simpleParser(await readFile(join(outbox, file)))),
      )
      return mails.filter((mail) => to === undefined || [mail.to].flat()[0]?.text === to)
    },
    async linkToken(to, page) {
      const texts = (await testing.mails(to)).map((mail) => mail.text ?? '')
      const tokens = texts.flatMap((text) => new RegExp(`/${page}\\?token=(\\S+)`).exec(text)?.[1] ?? [])
      const token = tokens.at(-1)
      if (token === undefined) throw new Error(`No letter with a ${page} link went to ${to}.`)
      return token
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

async function hasMailWork(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select from pgboss.job where name in ('mail', 'password-reset') and state < 'completed' and start_after <= now() limit 1`.execute(
    db,
  )
  return rows.length > 0
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
