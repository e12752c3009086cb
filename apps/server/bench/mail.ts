// What the mail queue costs and how fast it is, with the outbox folder as the mail server:
// `pnpm --filter @runsite/server bench:mail`.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { readConfig } from '../src/config.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open-database.ts'
import { openHashThread } from '../src/features/passwords/hash-thread.ts'
import { queueMail } from '../src/mail/queue-mail.ts'
import { openServices } from '../src/services.ts'

const letters = 2000
const singles = 200
const idleSeconds = 30
const letter = { subject: 'Hello', text: 'Hello, Ada. '.repeat(100), html: '<p>Hello, Ada.</p>'.repeat(100) }

const dataDir = await mkdtemp(join(tmpdir(), 'rs-bench-'))
const config = readConfig({ DATA_DIR: dataDir }, '/')
const database = await openDatabase(config)
await migrate(database.db)
const hash_thread = openHashThread()
const openedMs: number[] = []
for (let round = 0; round < 5; round++) await (await open()).close()
openedMs.splice(0, 2)

const { services, close } = await open()
const { db, mailer } = services
const send = mailer.send.bind(mailer)
let onSent = () => {}
let gate = Promise.resolve()
mailer.send = async (addressed) => {
  await gate
  const delivery = await send(addressed)
  onSent()
  return delivery
}

await pause(2000)
const idleFrom = await transactions()
await pause(idleSeconds * 1000)
const idle = (await transactions()) - idleFrom - 1

const without: number[] = []
const withMail: number[] = []
const latencies: number[] = []
for (let round = -20; round < singles; round++) {
  const plainMs = await timed(() => db.transaction().execute((tx) => sql`select 1`.execute(tx)))
  const arrived = Promise.withResolvers<void>()
  onSent = arrived.resolve
  const queueMs = await timed(() =>
    db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx)
      await queueMail(services, tx, letter, 'ada@example.com')
    }),
  )
  const latencyMs = await timed(() => arrived.promise)
  if (round < 0) continue
  without.push(plainMs)
  withMail.push(queueMs)
  latencies.push(latencyMs)
}

const opening = Promise.withResolvers<void>()
gate = opening.promise
for (let queued = 0; queued < letters; queued += 50) {
  await db.transaction().execute(async (tx) => {
    for (let each = 0; each < 50; each++) await queueMail(services, tx, letter, `person-${each}@example.com`)
  })
}
const drained = Promise.withResolvers<void>()
let left = letters
onSent = () => {
  left--
  if (left === 0) drained.resolve()
}
const drainMs = await timed(() => {
  opening.resolve()
  return drained.promise
})

process.stdout.write(
  [
    `opening the services: ${median(openedMs).toFixed(0)} ms`,
    `idle: ${((idle / idleSeconds) * 60).toFixed(0)} transactions a minute`,
    `a transaction: ${median(without).toFixed(2)} ms, with a letter ${median(withMail).toFixed(2)} ms`,
    `from commit to delivery: median ${median(latencies).toFixed(0)} ms, worst of ${singles} ${Math.max(...latencies).toFixed(0)} ms`,
    `a full queue: ${((letters / drainMs) * 1000).toFixed(0)} letters a second`,
    '',
  ].join('\n'),
)
await close()
await hash_thread.close()
await database.close()
await rm(dataDir, { recursive: true, force: true })

async function open() {
  const startMs = performance.now()
  const opened = await openServices({ config, ...database, hash_thread, log: pino({ level: 'error' }) })
  openedMs.push(performance.now() - startMs)
  return opened
}

async function transactions(): Promise<number> {
  // What a connection did is told at the latest a second after it.
  await pause(1500)
  const { rows } = await sql<{ done: number }>`
    select xact_commit + xact_rollback as done from pg_stat_database where datname = current_database()`.execute(
    db,
  )
  return rows[0]?.done ?? 0
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await work()
  return performance.now() - startMs
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN
}
