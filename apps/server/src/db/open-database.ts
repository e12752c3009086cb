import { setTimeout as delay } from 'node:timers/promises'
import { Kysely, PostgresDialect } from 'kysely'
import { Client, Pool, TypeOverrides, types } from 'pg'
import { reasonOf, StartError } from '../start-error.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import type { Database } from './schema.ts'

/** The database, opened; `connection_string` is for the connections that are not the pool's (`LISTEN`). */
export type OpenDatabase = {
  db: Kysely<Database>
  connection_string: string
  /** How the pool of connections stands at this moment. */
  pool_load: () => PoolLoad
  /** Waits for the queries under way, then closes; stops the embedded Postgres, if that is what it is. */
  close: () => Promise<void>
}

/** Connections that are in use, open and idle, and deeds that wait for one. */
export type PoolLoad = { in_use: number; idle: number; waiting: number }

const waitMs = 5_000

/** The embedded Postgres's database. */
export const embeddedName = 'runsite'
const oldestVersion = 15
// It comes as text by default; what is counted here stays below 2^53.
const typeOverrides = new TypeOverrides()
typeOverrides.setTypeParser(types.builtins.INT8, Number)

/**
 * Opens the database at `database_url`, or the embedded one in `data_dir` when that is null.
 *
 * `int8` is read as a number. A query is given up after five seconds, as is waiting for a connection.
 *
 * @throws StartError if it cannot be reached within seconds, or is older than Postgres 15
 */
export async function openDatabase(options: {
  database_url: string | null
  data_dir: string
  pool_size?: number
  /** how long a database that does not answer yet is waited for */
  start_wait_ms?: number
  log?: (line: string) => void
}): Promise<OpenDatabase> {
  const poolSize = options.pool_size ?? 10
  const log = options.log ?? (() => {})
  if (options.database_url !== null) {
    await waitForDatabase(options.database_url, options.start_wait_ms ?? waitMs)
    return openPool(options.database_url, poolSize, log)
  }

  const server = await startEmbeddedPostgres({
    data_dir: options.data_dir,
    max_connections: Math.max(50, poolSize + 20),
    log,
  })
  try {
    await createDatabaseOnce(server.connection_string('postgres'))
  } catch (error) {
    await server.stop()
    throw error
  }
  const opened = openPool(server.connection_string(embeddedName), poolSize, log)
  const close = async () => {
    await opened.close()
    await server.stop()
  }
  return { ...opened, close }
}

function openPool(connectionString: string, poolSize: number, log: (line: string) => void): OpenDatabase {
  const pool = new Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: waitMs,
    statement_timeout: waitMs,
    keepAlive: true,
    application_name: 'runsite-auth',
    types: typeOverrides,
  })
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log(`A connection to the database was lost: ${error.message}`))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    connection_string: connectionString,
    pool_load: () => ({
      in_use: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => db.destroy(),
  }
}

async function waitForDatabase(connectionString: string, patienceMs: number): Promise<void> {
  const address = addressOf(connectionString)
  const deadlineMs = Date.now() + patienceMs
  for (;;) {
    const client = newClient(connectionString)
    try {
      await client.connect()
      const answer = await client.query<{ version: number }>(
        `select current_setting('server_version_num')::int / 10000 as version`,
      )
      const version = answer.rows[0]?.version ?? 0
      if (version >= oldestVersion) return
      throw new StartError(
        `The database ${address} is Postgres ${version}; Runsite auth needs ${oldestVersion} or later.`,
      )
    } catch (error) {
      if (error instanceof StartError) throw error
      if (!isPassing(error) || Date.now() > deadlineMs) {
        throw new StartError(`The database ${address} cannot be used: ${reasonOf(error)}.`)
      }
    } finally {
      await client.end().catch(() => {})
    }
    await delay(250)
  }
}

async function createDatabaseOnce(connectionString: string): Promise<void> {
  const client = newClient(connectionString)
  try {
    await client.connect()
    const found = await client.query('select from pg_database where datname = $1', [embeddedName])
    if (found.rowCount === 0) await client.query(`create database ${embeddedName}`)
  } catch (error) {
    throw new StartError(`The database ${embeddedName} cannot be made: ${reasonOf(error)}.`)
  } finally {
    await client.end().catch(() => {})
  }
}

function newClient(connectionString: string): Client {
  const client = new Client({ connectionString, connectionTimeoutMillis: waitMs })
  client.on('error', () => {})
  return client
}

/** Host and database: never the user's password, which the address holds too. */
function addressOf(connectionString: string): string {
  try {
    const { host, port, database } = new Client({ connectionString })
    return host.startsWith('/') ? `${database} at ${host}` : `${database} at ${host}:${port}`
  } catch {
    throw new StartError('DATABASE_URL is not an address like postgresql://user:password@host:5432/database.')
  }
}

/** A database that is still starting, as in a group of containers, is waited for; a wrong password is not. */
function isPassing(error: unknown): boolean {
  const passing: unknown[] = ['57P03', 'ECONNREFUSED', 'ENOENT', 'EAI_AGAIN', 'ECONNRESET']
  return error instanceof Error && 'code' in error && passing.includes(error.code)
}
