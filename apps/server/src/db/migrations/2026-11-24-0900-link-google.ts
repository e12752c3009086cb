import { type Kysely, sql } from 'kysely'

/** Lets an account be signed in to by Google: whose it is there, and whether its owner has undone that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('user')
    .addColumn('google_issuer', 'text')
    .addColumn('google_sub', 'text')
    .addColumn('google_unlinked_at', 'timestamptz')
    .execute()
  await db.schema
    .alterTable('user')
    .addCheckConstraint('user_google_whole', sql`(google_issuer is null) = (google_sub is null)`)
    .execute()
  await db.schema
    .createIndex('user_google')
    .on('user')
    .columns(['google_issuer', 'google_sub'])
    .unique()
    .execute()

  await db.schema
    .createTable('used_google_attempt')
    .addColumn('state_hash', 'bytea', (column) => column.primaryKey())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .execute()
}
