import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { Client } from 'pg'
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts'
import { embeddedName } from '../src/db/open-database.ts'
import type { PostgresBinaries } from '../src/db/postgres-binaries.ts'
import { makeDataFolder, makeMigrated } from './data-folder.ts'
import { findMachineBinaries } from './machine-postgres.ts'

/** A Postgres for one run of the tests, addressed by database. */
export type TestServer = {
  connection_string: (database: string) => string
  /** The migrated database to copy; the names of the copies begin with its name. */
  template: string
  /** Leaves nothing of the run behind. */
  stop: () => Promise<void>
}

/**
 * Starts the Postgres that the tests run on: the embedded one, or with `TEST_DATABASE=server` the one at
 * `TEST_DATABASE_URL`, or else one from this machine's programs.
 */
export async function startTestServer(env: NodeJS.ProcessEnv): Promise<TestServer> {
  if (env.TEST_DATABASE !== 'server') return startInTemporaryFolder()
  if (env.TEST_DATABASE_URL) return useServerAt(env.TEST_DATABASE_URL)

  const binaries = findMachineBinaries()
  if (!binaries) throw new Error('This machine has no Postgres, and TEST_DATABASE_URL is not set.')
  return startInTemporaryFolder(binaries)
}

async function startInTemporaryFolder(binaries?: PostgresBinaries): Promise<TestServer> {
  const folder = await makeDataFolder(binaries)
  const server = await startEmbeddedPostgres({
    data_dir: folder,
    fsync: false,
    max_connections: 150,
    ...(binaries ? { binaries } : {}),
  })
  return {
    connection_string: server.connection_string,
    template: embeddedName,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function useServerAt(address: string): Promise<TestServer> {
  const template = `t_${randomBytes(5).toString('hex')}`
  const connectionString = (database: string) => {
    const url = new URL(address)
    url.pathname = `/${database}`
    return url.href
  }
  await makeMigrated(connectionString, template)
  return {
    connection_string: connectionString,
    template,
    stop: () => dropAll(connectionString('postgres'), template),
  }
}

async function dropAll(connectionString: string, prefix: string): Promise<void> {
  const client = new Client({ connectionString })
  await client.connect()
  const made = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  )
  for (const { datname } of made.rows) await client.query(`drop database ${datname} with (force)`)
  await client.end()
}
