import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { Client } from 'pg'
import { inject } from 'vitest'
import { openDatabase, type PoolLoad } from '../src/db/open-database.ts'
import type { Database } from '../src/db/schema.ts'

/** A migrated database of this worker's own. */
export type TestDatabase = {
  db: Kysely<Database>
  connection_string: string
  pool_load: () => PoolLoad
  /** Removes every row, as before the first test. */
  empty: () => Promise<void>
  /** Makes a further database, as migrated and as empty as the first one. */
  another: () => Promise<TestDatabase>
  close: () => Promise<void>
}

let opened: Promise<TestDatabase> | undefined
let emptying: string | undefined

/**
 * Opens this worker's database: made once, kept for the worker's next file, dropped at the end of the run.
 *
 * It may hold rows of the test before: call `empty` before each.
 */
export function testDatabase(): Promise<TestDatabase> {
  opened ??= openOnce(`${inject('database_template')}_${process.env.VITEST_POOL_ID}`)
  return opened
}

async function openOnce(name: string): Promise<TestDatabase> {
  const isNew = await createDatabase(name)
  const database = await open(name)
  if (!isNew) await database.empty()
  return database
}

async function open(name: string): Promise<TestDatabase> {
  const address = inject('connection_string_pattern').replace('DATABASE_NAME', name)
  const { db, connection_string, pool_load, close } = await openDatabase({
    database_url: address,
    data_dir: '',
  })
  return {
    db,
    connection_string,
    pool_load,
    close,
    empty: () => emptyTables(db),
    async another() {
      const further = `${inject('database_template')}_${randomBytes(5).toString('hex')}`
      await createDatabase(further)
      return open(further)
    },
  }
}

/** @returns false if it was there already, from this worker's file before */
async function createDatabase(name: string): Promise<boolean> {
  const client = new Client({ connectionString: inject('admin_connection_string') })
  await client.connect()
  try {
    await client.query(`create database ${name} template ${inject('database_template')}`)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '42P04') return false
    throw error
  } finally {
    await client.end()
  }
}

async function emptyTables(db: Kysely<Database>): Promise<void> {
  emptying ??= await deletionOfAll(db)
  await sql.raw(emptying).execute(db)
}

/**
 * One statement, as references between the tables are checked at its end. For as few rows as a test leaves it takes
 * a tenth of the time of `truncate`.
 */
async function deletionOfAll(db: Kysely<Database>): Promise<string> {
  const tables = await sql<{ name: string }>`
    select quote_ident(tablename) as name from pg_tables
    where schemaname = 'public' and not starts_with(tablename, 'kysely_')
    union all select 'pgboss.job'
  `.execute(db)
  const deletions = tables.rows.map(({ name }, index) => `d${index} as (delete from ${name})`)
  return `with ${deletions.join(', ')} select`
}
