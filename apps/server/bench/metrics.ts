// What counting costs a signed-in read: `pnpm --filter @runsite/server bench:metrics`.

import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { Histogram } from 'prom-client'
import { createApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open-database.ts'
import { openHashThread } from '../src/features/passwords/hash-thread.ts'
import type { Metrics } from '../src/metrics/metrics.ts'
import { openServices, type Services } from '../src/services.ts'

const rounds = 100
const warmUpRounds = 10
const readsEach = 200

const dataDir = await mkdtemp(join(tmpdir(), 'rs-bench-'))
const config = readConfig({ RATE_LIMITS: 'off', DATA_DIR: dataDir }, '/')
const database = await openDatabase(config)
await migrate(database.db)
const { services, close } = await openServices({
  config,
  ...database,
  hash_thread: openHashThread(),
  log: pino({ level: 'silent' }),
})
const counting = await serve(services)
const silent = await serve({ ...services, metrics: silence(services.metrics) })

const registered = await fetch(`http://127.0.0.1:${counting.port}/api/auth/register`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ email: 'ada@example.com', password: 'seven lively otters', name: 'Ada' }),
})
const { access_token: token } = (await registered.json()) as { access_token: string }
const request = `GET /api/users/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n\r\n`

const costs = { counting: [] as number[], silent: [] as number[] }
const turns = [
  ['counting', counting],
  ['silent', silent],
] as const
// Turn by turn, and each first as often as the other, so that whatever else the machine does falls on both.
for (let round = -warmUpRounds; round < rounds; round++) {
  for (const [name, { socket }] of round % 2 === 0 ? turns : turns.toReversed()) {
    const cost = await readCost(socket)
    if (round >= 0) costs[name].push(cost)
  }
}
const [withIt, without] = [cheapTenth(costs.counting), cheapTenth(costs.silent)]
process.stdout.write(
  `GET /api/users/me, processor time of server and client, cheapest tenth of ${rounds} rounds of ${readsEach}:\n` +
    `  counting ${withIt.toFixed(0)} µs, silent ${without.toFixed(0)} µs, ratio ${(withIt / without).toFixed(3)}\n`,
)

for (const server of [counting, silent]) {
  server.socket.destroy()
  await server.app.close()
}
await close()
await database.close()
await rm(dataDir, { recursive: true, force: true })

async function serve(of: Services) {
  const app = await createApp(of)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  return { app, port, socket }
}

/** Microseconds of processor time a read takes, one after the other; the client does as little as it can. */
async function readCost(socket: Socket): Promise<number> {
  const before = process.cpuUsage()
  for (let read = 0; read < readsEach; read++) {
    socket.write(request)
    const [answer] = (await once(socket, 'data')) as [Buffer]
    if (!answer.includes('HTTP/1.1 200')) throw new Error('A read was refused.')
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / readsEach
}

/** Instruments that do nothing. */
function silence(metrics: Metrics): Metrics {
  const tally = { count() {} }
  const requests = new Histogram({ name: 'none', help: 'none', registers: [] })
  requests.observe = () => {}
  return {
    ...metrics,
    requests: requests,
    refusals: tally,
    sessions_started: tally,
    refreshes: tally,
    key_checks: tally,
    mail_deliveries: tally,
  }
}

/** What it takes when nothing else gets in the way: a busy machine only ever adds. */
function cheapTenth(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 10)] ?? Number.NaN
}
