// What people who are signed in feel of a storm of logins: `pnpm --filter @runsite/server bench:logins`.

import { Agent, request } from 'node:http'
import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { describePressure, type Pressure, runningServer } from './running-server.ts'

const rounds = 5
const secondsEach = 4
const readsPerSecond = 100
const loginsInFlight = 64
const loginsAtOnce = 200
const otters = { email: 'ada@example.com', password: 'seven lively otters' }
const agent = new Agent({ keepAlive: true, maxSockets: 300 })

await using server = await runningServer()
const registered = await call('POST', '/api/auth/register', { body: { ...otters, name: 'Ada' } })
const { access_token: token } = JSON.parse(registered.text) as { access_token: string }
const atStart = await server.memory()

say(
  `${availableParallelism()} cores; ${readsPerSecond} reads of /api/users/me a second, ${rounds} rounds of ${secondsEach} s\n`,
)
await read(2)
const alone: number[] = []
const stormed: number[] = []
const pressures = { alone: [] as Pressure[], stormed: [] as Pressure[] }
let logins = 0
// Turn by turn, so that whatever else the machine does falls on both.
for (let round = 0; round < rounds; round++) {
  alone.push(...(await readUnder('alone')))
  const storm = startStorm()
  await pause(300)
  stormed.push(...(await readUnder('stormed')))
  logins += await storm.stop()
}
say(row('reads alone', alone))
say(row(`reads under ${loginsInFlight} logins`, stormed))
for (const when of ['alone', 'stormed'] as const) {
  for (const pressure of pressures[when]) say(`${when}: ${describePressure(pressure)}`)
}
say(
  `p99 under the storm is ${ratio(at(stormed, 0.99), at(alone, 0.99))} times p99 alone, p50 ${ratio(at(stormed, 0.5), at(alone, 0.5))} times`,
)
say(`${(logins / rounds / secondsEach).toFixed(1)} logins a second meanwhile\n`)

const before = await server.memory()
const answers = await Promise.all(Array.from({ length: loginsAtOnce }, () => logIn()))
const after = await server.memory()
const tally = Map.groupBy(answers, (answer) => answer.status)
say(
  `${loginsAtOnce} logins at once: ${[...tally].map(([status, group]) => `${group.length} × ${status}`).join(', ')}`,
)
if (atStart && before && after) {
  say(
    `memory: ${atStart.now_mib} MiB at the start, ${before.now_mib} before those, ${after.peak_mib} at its highest`,
  )
}
agent.destroy()

/** Reads, and notes how the threads on both sides got on. */
async function readUnder(when: 'alone' | 'stormed'): Promise<number[]> {
  await server.pressure()
  const times = await read(secondsEach)
  const pressure = await server.pressure()
  if (pressure) pressures[when].push(pressure)
  return times
}

/** Reads at a fixed rate, whatever the answers take, so that a stall is counted by all whom it met. */
async function read(seconds: number): Promise<number[]> {
  const reads: Promise<number>[] = []
  const sinceMs = performance.now()
  while (reads.length < seconds * readsPerSecond) {
    const dueMs = sinceMs + (reads.length * 1000) / readsPerSecond
    await pause(Math.max(0, dueMs - performance.now()))
    reads.push(
      call('GET', '/api/users/me', { token }).then((answer) => {
        if (answer.status !== 200) throw new Error(`A read was answered ${answer.status}.`)
        return performance.now() - dueMs
      }),
    )
  }
  return Promise.all(reads)
}

/** Keeps a number of logins in flight until it is stopped. */
function startStorm(): { stop: () => Promise<number> } {
  const signal = { isOver: false }
  let done = 0
  const persons = Array.from({ length: loginsInFlight }, async () => {
    while (!signal.isOver) {
      const { status } = await logIn()
      if (status === 200) done++
      else throw new Error(`A login was answered ${status}.`)
    }
  })
  return {
    async stop() {
      const counted = done
      signal.isOver = true
      await Promise.all(persons)
      return counted
    },
  }
}

function logIn() {
  return call('POST', '/api/auth/login', { body: otters })
}

function call(
  method: string,
  path: string,
  { body, token }: { body?: object; token?: string },
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...(body && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    }
    const sent = request({ agent, host: '127.0.0.1', port: server.port, method, path, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      answer.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body && JSON.stringify(body))
  })
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function row(name: string, times: readonly number[]): string {
  const figures = [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${at(times, share).toFixed(1)} ms`)
  return `${name.padEnd(26)} ${figures.join(', ')} (${times.length})`
}

function ratio(one: number, other: number): string {
  return (one / other).toFixed(2)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
