import { type Kysely, sql } from 'kysely'

/** Pictures of users, one each; they go with their user. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('user').addColumn('avatar_id', 'uuid').execute()
  await db.schema
    .createTable('avatar')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('user_id', 'uuid', (column) =>
      column.notNull().unique().references('user.id').onDelete('cascade'),
    )
    .addColumn('webp', 'bytea', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute()
  // WebP is compressed already: Postgres need not try.
  await sql`alter table avatar alter column webp set storage external`.execute(db)
}
