import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/db/migrate.ts'
import { openDatabase } from '../src/db/open-database.ts'
import { startTestServer, type TestServer } from './postgres-server.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** where databases are made and dropped */
    admin_connection_string: string
    /** the address of a database, with `DATABASE_NAME` for its name */
    connection_string_pattern: string
    /** what the names of this run's databases begin with; the migrated one has just this name */
    database_prefix: string
  }
}

let server: TestServer
const prefix = `t_${randomBytes(5).toString('hex')}`

/** Starts one Postgres for the whole run, with a migrated database to copy. */
export async function setup(project: TestProject): Promise<void> {
  server = await startTestServer(process.env)
  await asAdmin((client) => client.query(`create database ${prefix}`))

  const { db, close } = await openDatabase({ database_url: server.connection_string(prefix), data_dir: '' })
  await migrate(db)
  await close()

  project.provide('admin_connection_string', server.connection_string('postgres'))
  project.provide('connection_string_pattern', server.connection_string('DATABASE_NAME'))
  project.provide('database_prefix', prefix)
}

/** Drops what the run has made, and stops its Postgres. */
export async function teardown(): Promise<void> {
  await asAdmin(async (client) => {
    const made = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    )
    for (const { datname } of made.rows) await client.query(`drop database ${datname} with (force)`)
  })
  await server.stop()
}

async function asAdmin(work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: server.connection_string('postgres') })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
