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
  /** The process's memory and the most it had so far, in MiB; null where the system does not tell. */
  memory(): Promise<{ now_mib: number; peak_mib: number } | null>
  [Symbol.asyncDispose](): Promise<void>
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
  return { port, memory: () => memoryOf(server.pid ?? 0), [Symbol.asyncDispose]: dispose }
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
