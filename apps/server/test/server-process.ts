import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeDataFolder } from './data-folder.ts'

const source = new URL('../src/', import.meta.url).pathname

/** The real program, as `npm start` runs it, in a process of its own. */
export type ServerProcess = {
  url: string
  child: ChildProcess
  /** Everything that it said. */
  said(): string
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | string>
  [Symbol.asyncDispose](): Promise<void>
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('No port is free.')
  return address.port
}

/** Starts the server, or another program of `src`, with these settings; it need not come up. */
export function startProcess(settings: Record<string, string>, words = ['main.ts']): ServerProcess {
  const [program = '', ...rest] = words
  const child = spawn(process.execPath, ['--conditions=@runsite/source', source + program, ...rest], {
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      LOG_LEVEL: 'warn',
      // It would listen on a port that another test was told is free.
      GOOGLE_STAND_IN: 'off',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  child.stdout.on('data', (chunk) => (text += chunk))
  child.stderr.on('data', (chunk) => (text += chunk))
  const ended = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => resolve(code ?? signal ?? ''))
  })
  return {
    url: `http://127.0.0.1:${settings['PORT']}`,
    child,
    said: () => text,
    ended,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
    },
  }
}

/** Starts the program and waits until it is ready. */
export async function startReady(settings: Record<string, string>): Promise<ServerProcess> {
  const server = startProcess({ PORT: String(await freePort()), ...settings })
  const deadlineMs = Date.now() + 30_000
  while (Date.now() < deadlineMs) {
    const isReady = await fetch(`${server.url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (isReady) return server
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await server[Symbol.asyncDispose]()
  throw new Error(`The server did not come up: ${server.said()}`)
}

/** A `DATA_DIR` with a database that is ready, removed at the end of the test. */
export async function dataFolder(): Promise<TemporaryFolder> {
  return removedAtEnd(await makeDataFolder())
}

type TemporaryFolder = { path: string; [Symbol.asyncDispose](): Promise<void> }

/** A folder that is removed at the end of the test. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  return removedAtEnd(await mkdtemp(join(tmpdir(), 'rs-')))
}

function removedAtEnd(path: string): TemporaryFolder {
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
