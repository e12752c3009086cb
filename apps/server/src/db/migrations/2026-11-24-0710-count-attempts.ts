import { type Kysely, sql } from 'kysely'

/**
 * Counts tries, so that guessing is limited for all instances together. Unlogged: it is written at every sign-in, and
 * may be empty after a crash of the database.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unlogged table attempt (
    key_hash bytea primary key,
    count integer not null,
    quota integer not null,
    delay_seconds integer not null,
    free_at timestamptz,
    resets_at timestamptz not null
  )`.execute(db)
  await db.schema.createIndex('attempt_resets_at').on('attempt').column('resets_at').execute()
}
