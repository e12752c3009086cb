import { type Kysely, sql } from 'kysely'

/** Notes of which API keys their owners were told that they expire soon. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('api_key').addColumn('warned_at', 'timestamptz').execute()
  await sql`create index api_key_to_warn_of on api_key (expires_at)
    where warned_at is null and expires_at is not null`.execute(db)
}
