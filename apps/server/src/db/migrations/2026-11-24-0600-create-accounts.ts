import { type Kysely, sql } from 'kysely'

/** Accounts, their sessions, and the keys that sign access tokens. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('user')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.notNull().unique())
    .addColumn('email_verified', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('password_hash', 'text')
    .addColumn('suspended_at', 'timestamptz')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    // Under "C", lower() touches ASCII letters alone, as the contract's normal form does.
    .addCheckConstraint('user_email_lowered', sql`email = lower(email collate "C")`)
    .execute()

  await db.schema
    .createTable('session')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('user_id', 'uuid', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('counter', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('confirmed', 'integer', (column) => column.notNull().defaultTo(-1))
    .addColumn('refreshed_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('ends_at', 'timestamptz', (column) => column.notNull())
    .addColumn('revoked_at', 'timestamptz')
    .addColumn('ip', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('last_seen_at', 'timestamptz', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('session_user_id').on('session').columns(['user_id', 'id']).execute()

  await db.schema
    .createTable('signing_key')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('public_jwk', 'text', (column) => column.notNull())
    .addColumn('sealed_private_key', 'bytea', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('activated_at', 'timestamptz')
    .addColumn('retired_at', 'timestamptz')
    .execute()
  // One current key at a time, whoever rotates at the same moment.
  await sql`create unique index signing_key_current on signing_key ((true))
    where activated_at is not null and retired_at is null`.execute(db)
}
