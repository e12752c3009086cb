import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { reasonOf, StartError } from '../start-error.ts'
import { findPackagedBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import {
  findRunningPostgres,
  initialiseOnce,
  isAlive,
  prepareDataFolder,
  prepareSocketFolder,
  unusable,
} from './postgres-data.ts'
import { findLauncher, type Launcher, launch } from './postgres-process.ts'

/** A Postgres of our own, reachable by this machine's user only. */
export type EmbeddedPostgres = {
  /** @returns the address of one of its databases, for `pg` */
  connection_string: (database: string) => string
  /** Ends the connections that are open, and the server. */
  stop: () => Promise<void>
}

type Options = {
  data_dir: string
  /** false for tests only: a power cut then loses everything */
  fsync?: boolean
  max_connections?: number
  log?: (line: string) => void
  /** another Postgres than the packaged one */
  binaries?: PostgresBinaries
}

type Running = { lock: Client; pid: number; child: ChildProcess | null }

// Any number will do, as long as every release has the same.
const ownerLock = 7_283_165_471
const patienceMs = 15_000
const lockPatienceMs = 2_000
const stopPatienceMs = 20_000

/**
 * Starts a Postgres on a Unix socket, with its files in `data_dir`, or takes over the one that a killed process left.
 *
 * It belongs to one process at a time, which holds an advisory lock for as long as it lives. Should Postgres end
 * by itself, it is started again.
 *
 * @throws StartError if the folder cannot be used, another process has it, or Postgres does not start
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const dataFolder = path.resolve(options.data_dir)
  const log = options.log ?? (() => {})
  const binaries = options.binaries ?? (await findPackagedBinaries())
  const launcher = findLauncher()

  await prepareDataFolder(dataFolder, launcher)
  const socketFolder = await prepareSocketFolder(dataFolder, launcher)
  const files = await initialiseOnce({ dataFolder, fsync: options.fsync ?? true }, binaries, launcher)
  const args = serverArguments(files, socketFolder, options)

  const take = () =>
    takeOver({ dataFolder, files, socketFolder, launcher, log, start: [binaries.postgres, args] })
  let isStopping = false
  let running = await take()
  const keepRunning = () => running.lock.once('end', () => void startAgain())
  const startAgain = async () => {
    if (isStopping) return
    log('The embedded Postgres has ended by itself; starting it again.')
    try {
      running = await take()
      keepRunning()
    } catch (error) {
      log(`The embedded Postgres is gone: ${reasonOf(error)}`)
    }
  }
  keepRunning()

  return {
    connection_string: (database) => addressOf(socketFolder, database),
    async stop() {
      if (isStopping) return
      isStopping = true
      await stopRunning(running)
    },
  }
}

/**
 * Finds the embedded Postgres that a running server has on `data_dir`, for a command that works beside it.
 *
 * @returns the address of one of its databases, or null where none answers
 */
export async function findEmbeddedAddress(data_dir: string, database: string): Promise<string | null> {
  const dataFolder = path.resolve(data_dir)
  const launcher = findLauncher()
  await prepareDataFolder(dataFolder, launcher)
  const socketFolder = await prepareSocketFolder(dataFolder, launcher)
  const client = await connect(addressOf(socketFolder, 'postgres'))
  if (!client) return null
  await client.end()
  return addressOf(socketFolder, database)
}

function serverArguments(
  files: string,
  socketFolder: string,
  { fsync = true, max_connections = 50 }: Options,
) {
  const settings = {
    listen_addresses: '',
    max_connections,
    shared_buffers: '64MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(fsync ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
  return [
    '-D',
    files,
    '-k',
    socketFolder,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

type TakeOver = {
  dataFolder: string
  files: string
  socketFolder: string
  launcher: Launcher
  log: (line: string) => void
  start: [postgres: string, args: string[]]
}

/** Connects to the server that is there, waits for one that is coming or going, starts one if there is none. */
async function takeOver({
  dataFolder,
  files,
  socketFolder,
  launcher,
  log,
  start,
}: TakeOver): Promise<Running> {
  const deadlineMs = Date.now() + patienceMs
  let child: ChildProcess | null = null
  let said: string[] = []

  while (Date.now() < deadlineMs) {
    const lock = await connect(addressOf(socketFolder, 'postgres'))
    const pid = await findRunningPostgres(files)
    if (lock && pid) {
      // A lock that is refused may belong to a process that is just being killed.
      if (await tryLock(lock)) return { lock, pid, child: child?.pid === pid ? child : null }
      throw new StartError(
        `Another Runsite auth server is running on the data folder ${dataFolder}; stop it, or set DATA_DIR to another folder.`,
      )
    }
    await lock?.end()

    if (child && hasEnded(child)) {
      const refusal = said.join('\n')
      if (/permission denied/i.test(refusal)) throw unusable(dataFolder, 'permission denied')
      // Another process started one in the same moment, or what a killed one has left is still ending: the next
      // round finds it, or finds it gone.
      if (!/lock file .* already exists|pre-existing shared memory block/i.test(refusal)) {
        throw new StartError(`The embedded Postgres does not start in ${files}: ${reasonIn(said)}`)
      }
      child = null
    } else if (!child && !pid) {
      said = []
      child = launch(launcher, ...start)
      listen(child, (line) => {
        if (said.push(line) > 50) said.shift()
        log(line)
      })
    }
    await delay(50)
  }

  if (child) await endProcess(child.pid, child)
  throw new StartError(`The embedded Postgres in ${files} does not answer: ${reasonIn(said)}`)
}

async function connect(connectionString: string): Promise<Client | null> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000 })
  // Its end is what is listened for; without this an error would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch {
    return null
  }
}

async function tryLock(client: Client): Promise<boolean> {
  const deadlineMs = Date.now() + lockPatienceMs
  do {
    const answer = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      ownerLock,
    ])
    if (answer.rows[0]?.taken) return true
    await delay(100)
  } while (Date.now() < deadlineMs)
  await client.end()
  return false
}

/** The lock is held until the server is gone: nobody can take over a server that is about to stop. */
async function stopRunning({ lock, pid, child }: Running): Promise<void> {
  await endProcess(pid, child)
  await lock.end().catch(() => {})
}

async function endProcess(pid: number | undefined, child: ChildProcess | null): Promise<void> {
  if (pid === undefined) return
  const isOver = () => (child ? hasEnded(child) : !isAlive(pid))
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isOver()) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const deadlineMs = Date.now() + stopPatienceMs
    while (!isOver() && Date.now() < deadlineMs) await delay(20)
  }
}

function listen(child: ChildProcess, log: (line: string) => void): void {
  let rest = ''
  child.once('error', (error) => log(`FATAL: ${error.message}`))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) log(line)
  })
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

function reasonIn(lines: readonly string[]): string {
  const line = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1)
  return (
    line?.replace(/^.*?(FATAL|PANIC):\s*/, '') ?? `nothing was heard from it in ${patienceMs / 1000} seconds`
  )
}

function addressOf(socketFolder: string, database: string): string {
  return `postgresql://postgres@/${encodeURIComponent(database)}?host=${encodeURIComponent(socketFolder)}`
}
