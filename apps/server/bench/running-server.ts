import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

/** A server in a process of its own, as it is run, with a database of its own. */
export type RunningServer = {
  port: number
  pid: number
  /** The process's memory and the most it had so far, in MiB; null where the system does not tell. */
  memory(): Promise<{ now_mib: number; peak_mib: number } | null>
  /** How the server and this program have got on since the last call; null where the system does not tell. */
  pressure(): Promise<Pressure | null>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Shares of the time, 0 to 1, that a main thread ran, and that it was ready to but waited for a processor; and the worst
 * delay of the server's event loop, which is 10 ms when it is idle.
 */
export type Pressure = {
  server: { ran: number; waited: number }
  bench: { ran: number; waited: number }
  loop_worst_ms: number
}

/** Starts one from the sources, on loopback, with `RATE_LIMITS=off`. */
export async function runningServer(): Promise<RunningServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'rs-bench-'))
  const port = await freePort()
  const server = spawn(process.execPath, ['--conditions=@runsite/source', main], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', RATE_LIMITS: 'off' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const dispose = async () => {
    if (server.exitCode === null) {
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    }
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    await untilUp(server, port)
  } catch (error) {
    await dispose()
    throw error
  }
  const pid = server.pid ?? 0
  const pressure = pressureGauge(pid, port)
  return { port, pid, memory: () => memoryOf(pid), pressure, [Symbol.asyncDispose]: dispose }
}

async function untilUp(server: ChildProcess, port: number): Promise<void> {
  for (const deadlineMs = Date.now() + 60_000; ; ) {
    const isUp = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    )
    if (isUp) return
    if (server.exitCode !== null || Date.now() > deadlineMs) throw new Error('The server did not start.')
    await pause(100)
  }
}

/** Says whether time goes into the work, or into waiting for a processor. */
export function describePressure({ server, bench, loop_worst_ms }: Pressure): string {
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`
  return (
    `main threads: the server’s ran ${percent(server.ran)} of the time and waited for a processor ` +
    `${percent(server.waited)}, the bench’s ${percent(bench.ran)} and ${percent(bench.waited)}; ` +
    `the server’s loop was held up for ${loop_worst_ms.toFixed(0)} ms at worst`
  )
}

function pressureGauge(pid: number, port: number): () => Promise<Pressure | null> {
  let last = { atMs: 0, server: [0, 0], bench: [0, 0] }
  return async () => {
    const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    const worst = Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(page)?.[1])
    const [server, bench] = [await threadTimes(pid), await threadTimes(process.pid)]
    if (!server || !bench) return null
    const before = last
    last = { atMs: performance.now(), server, bench }
    const share = (now: number[], then: number[]) => {
      const [ran = 0, waited = 0] = now.map(
        (ns, at) => (ns - (then[at] ?? 0)) / 1e6 / (last.atMs - before.atMs),
      )
      return { ran, waited }
    }
    return {
      server: share(server, before.server),
      bench: share(bench, before.bench),
      loop_worst_ms: worst * 1000,
    }
  }
}

/** Nanoseconds that a process's main thread ran, and waited to run; null where the system does not tell. */
async function threadTimes(pid: number): Promise<number[] | null> {
  const text = await readFile(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').catch(() => null)
  return text === null ? null : text.split(' ').slice(0, 2).map(Number)
}

async function memoryOf(pid: number): Promise<{ now_mib: number; peak_mib: number } | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const mib = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
  return status === '' ? null : { now_mib: mib('VmRSS'), peak_mib: mib('VmHWM') }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
