import { type Kysely, sql } from 'kysely'

/** The record of each account, and the marks of ended sessions that every instance reads when its feed connects. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('user_id', 'uuid', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('ip', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('details', 'jsonb', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('event_user_id').on('event').columns(['user_id', 'id']).execute()

  await db.schema
    .createTable('ended_session')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('ended_at', 'timestamptz', (column) => column.notNull().defaultTo(sql`now()`))
    .execute()
  await db.schema.createIndex('ended_session_ended_at').on('ended_session').column('ended_at').execute()

  await sql`create index user_suspended on "user" (id) where suspended_at is not null`.execute(db)
  await db.schema.createIndex('session_expires_at').on('session').column('expires_at').execute()
}
