import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Kysely, sql } from 'kysely'
import { type Migration, type MigrationResultSet, Migrator } from 'kysely/migration'
import { installJobQueues } from './job-queues.ts'
import { reasonOf, StartError } from '../start-error.ts'
import type { Database } from './schema.ts'

const migrationsFolder = path.join(import.meta.dirname, 'migrations')
// Any number will do, as long as every release has the same.
const migrationLock = 7_283_165_472
// Kysely's name, which it does not export.
const migrationTable = 'kysely_migration'

/**
 * Brings the database to the newest form, all migrations in one transaction, then the tables of the job queues.
 *
 * Servers that start together do it one after the other, under an advisory lock. Migrations of a newer release
 * are left as they are, so that going back to this one is possible.
 *
 * @throws StartError naming the migration that failed
 */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const { error, results } = await db.connection().execute(migrateAlone)
  if (!error) return

  const failed = results?.find(({ status }) => status === 'Error')?.migrationName
  throw new StartError(
    `The database could not be migrated${failed ? ` (${failed})` : ''}: ${reasonOf(error)}.`,
    {
      cause: error,
    },
  )
}

async function migrateAlone(db: Kysely<Database>): Promise<MigrationResultSet> {
  try {
    // A migration, or waiting for another server's, may take longer than a request's query.
    await sql`set statement_timeout = 0`.execute(db)
    // Kysely has a lock too, but what a newer release has done must be read under it as well.
    await sql`select pg_advisory_lock(${sql.lit(migrationLock)})`.execute(db)
    const migrations = { ...(await findUnknown(db)), ...(await findOwn()) }
    const provider = { getMigrations: async () => migrations }
    const done = await new Migrator({ db, provider, allowUnorderedMigrations: true }).migrateToLatest()
    if (!done.error) await installJobQueues(db)
    return done
  } catch (error) {
    return { error, results: [] }
  } finally {
    await sql`select pg_advisory_unlock_all()`.execute(db).catch(() => {})
    await sql`reset statement_timeout`.execute(db).catch(() => {})
  }
}

/** Reads `migrations/`, where it is TypeScript in the sources and JavaScript beside declarations once built. */
async function findOwn(): Promise<Record<string, Migration>> {
  const migrations: Record<string, Migration> = {}
  for (const file of await readdir(migrationsFolder)) {
    if (!/\.(ts|js)$/.test(file) || file.endsWith('.d.ts')) continue
    const name = file.replace(/\.(ts|js)$/, '')
    const migration: Migration = await import(pathToFileURL(path.join(migrationsFolder, file)).href)
    migrations[name] = migration
  }
  return migrations
}

/** What a newer release did: Kysely refuses a database with migrations it cannot find, so they are given to it empty. */
async function findUnknown(db: Kysely<Database>): Promise<Record<string, Migration>> {
  const found = await sql<{
    table: string | null
  }>`select to_regclass(${migrationTable})::text as "table"`.execute(db)
  if (!found.rows[0]?.table) return {}
  const done = await sql<{ name: string }>`select name from ${sql.table(migrationTable)}`.execute(db)
  return Object.fromEntries(done.rows.map(({ name }) => [name, { up: async () => {} }]))
}
