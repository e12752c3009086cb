import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { reasonOf, StartError } from '../start-error.ts'
import { findPackagedBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { initialiseOnce, prepareFolders, unusable } from './postgres-data.ts'
import { endPostgres, findLauncher, launchPostgres } from './postgres-process.ts'

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

const patienceMs = 10_000

/**
 * Starts a Postgres on a Unix socket, with its files in `data_dir`, and starts it again should it end by itself.
 *
 * It never starts beside another one: an answer on the socket is proof that one runs, and Postgres itself refuses
 * where its lock file names a living process. Nothing here removes that file.
 *
 * @throws StartError if the folder cannot be used, another Postgres runs on it, or Postgres does not start
 */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { log = () => {}, fsync = true, max_connections = 50 } = options
  const binaries = options.binaries ?? (await findPackagedBinaries())
  const launcher = findLauncher()
  const folders = await prepareFolders(options.data_dir, launcher)
  const initdb = fsync ? [binaries.initdb] : [binaries.initdb, '--no-sync']
  const files = await initialiseOnce(folders.data, initdb, launcher)
  const settings = ['listen_addresses=', 'shared_buffers=64MB', 'timezone=UTC', 'log_timezone=UTC']
  settings.push(`max_connections=${max_connections}`)
  if (!fsync) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off')
  const args = ['-D', files, '-k', folders.socket, ...settings.flatMap((setting) => ['-c', setting])]

  let child: ChildProcess | null = null
  const stopping = new AbortController()
  let starting = start({ isAgain: false })
  await starting

  async function start({ isAgain }: { isAgain: boolean }): Promise<void> {
    const deadlineMs = Date.now() + patienceMs
    while (!stopping.signal.aborted) {
      const refusal = (await findOther(folders.socket)) ?? (await launch())
      if (refusal === null) return
      // What a killed server or Postgres left is still ending, or another server starts in the same moment.
      const mayPass = /lock file .* already exists|pre-existing shared memory|^another Postgres/.test(refusal)
      if (!isAgain && !(mayPass && Date.now() < deadlineMs)) {
        if (/permission denied/i.test(refusal)) throw unusable(folders.data, 'permission denied')
        throw new StartError(`The embedded Postgres does not start in ${files}: ${refusal}.`)
      }
      if (isAgain) log(`The embedded Postgres does not start: ${refusal}.`)
      await delay(isAgain ? 1_000 : 100)
    }
  }

  /** @returns null once it is ready, or why it is not */
  async function launch(): Promise<string | null> {
    const launched = await launchPostgres(launcher, [binaries.postgres, ...args], log)
    child = launched.child
    if (launched.refusal === null) {
      child.once('exit', () => {
        if (stopping.signal.aborted) return
        log('The embedded Postgres has ended by itself; starting it again.')
        starting = start({ isAgain: true })
      })
    }
    return launched.refusal
  }

  return {
    connection_string: (database) => addressOf(folders.socket, database),
    async stop() {
      stopping.abort()
      await starting
      if (child) await endPostgres(child)
    },
  }
}

/**
 * Finds the embedded Postgres that a running server has on `data_dir`, for a command that works beside it.
 *
 * @returns the address of one of its databases, or null where none answers
 */
export async function findEmbeddedAddress(data_dir: string, database: string): Promise<string | null> {
  const { socket } = await prepareFolders(data_dir, findLauncher())
  const client = await connect(socket).catch(() => null)
  await client?.end()
  return client && addressOf(socket, database)
}

/** @returns what is known of a Postgres that runs already, or null where nothing listens on the socket */
async function findOther(socketFolder: string): Promise<string | null> {
  try {
    const client = await connect(socketFolder)
    // What a killed server left is told to end in the same moment, and ends its connections first.
    const isEnding = await Promise.race([once(client, 'end').then(() => true), delay(1_000, false)])
    if (isEnding) return 'another Postgres is ending'
    await client.end()
    return 'another server runs there, or was killed and left its Postgres (the process in postmaster.pid); stop that, or set DATA_DIR to another folder'
  } catch (error) {
    const isSilent =
      error instanceof Error && 'code' in error && /ENOENT|ECONNREFUSED/.test(String(error.code))
    // A Postgres that starts or stops refuses connections in words of its own.
    return isSilent ? null : `another Postgres says: ${reasonOf(error)}`
  }
}

async function connect(socketFolder: string): Promise<Client> {
  const connectionString = addressOf(socketFolder, 'postgres')
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000 })
  // Without a listener, a connection that breaks would end the process.
  client.on('error', () => {})
  await client.connect()
  return client
}

function addressOf(socketFolder: string, database: string): string {
  return `postgresql://postgres@/${encodeURIComponent(database)}?host=${encodeURIComponent(socketFolder)}`
}
