import { sql } from 'kysely'
import { pino } from 'pino'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open-database.ts'
import { openHashThread } from '../src/features/passwords/hash-thread.ts'
import { openServices } from '../src/services.ts'

/**
 * Milliseconds from the answer to a logout on one instance to the first refusal on another, 200 times, with the feed
 * whole and with it cut just before. Needs `DATABASE_URL` and `AUTH_SECRET`; both instances are in this process.
 */
const rounds = 200

const base = readConfig({ ...process.env, RATE_LIMITS: 'off' }, process.cwd())
const database = await openDatabase({ database_url: base.database_url, data_dir: base.data_dir })
await migrate(database.db)
const hash_thread = openHashThread()

async function instance() {
  const { services, close } = await openServices({
    config: base,
    ...database,
    hash_thread,
    log: pino({ level: 'silent' }),
  })
  const app = await createApp(services)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { services, url: `http://127.0.0.1:${port}`, close: () => app.close().then(close) }
}

const [one, two] = [await instance(), await instance()]

async function register(): Promise<string> {
  const body = { email: `${crypto.randomUUID()}@example.com`, password: 'seven lively otters', name: 'Bench' }
  const answer = await fetch(`${one.url}/api/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return ((await answer.json()) as { access_token: string }).access_token
}

async function measure(
  isCut: boolean,
): Promise<{ median: number; worst: number; acceptedAfterASecond: number }> {
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const headers = { authorization: `Bearer ${await register()}` }
    await fetch(`${two.url}/api/users/me`, { headers })
    if (isCut) {
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'runsite-auth feed' and datname = current_database()`.execute(database.db)
    }
    await fetch(`${one.url}/api/auth/logout`, { method: 'POST', headers })
    const endedAtMs = performance.now()
    while ((await fetch(`${two.url}/api/users/me`, { headers })).status === 200) {
      if (performance.now() - endedAtMs > 5_000) break
    }
    times.push(performance.now() - endedAtMs)
  }
  times.sort((a, b) => a - b)
  return {
    median: times[rounds / 2] ?? Number.NaN,
    worst: times.at(-1) ?? Number.NaN,
    acceptedAfterASecond: times.filter((time) => time > 1000).length,
  }
}

for (const isCut of [false, true]) {
  const { median, worst, acceptedAfterASecond } = await measure(isCut)
  process.stdout.write(
    `feed ${isCut ? 'cut' : 'whole'}: median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms of ${rounds}, later than a second: ${acceptedAfterASecond}\n`,
  )
}
await one.close()
await two.close()
await database.close()
