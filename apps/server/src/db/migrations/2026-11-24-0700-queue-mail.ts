import { type Kysely, sql } from 'kysely'

/** Letters on their way, what people asked to be sent, and the one-time links in letters. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mail')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('recipient', 'text', (column) => column.notNull())
    .addColumn('sealed_letter', 'bytea', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('mail_due_at').on('mail').column('due_at').execute()
  await db.schema.createIndex('mail_recipient').on('mail').column('recipient').execute()

  await db.schema
    .createTable('mail_request')
    .addColumn('id', 'uuid', (column) => column.primaryKey())
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('ip', 'text')
    .addColumn('user_agent', 'text')
    .addColumn('is_open', 'boolean', (column) => column.notNull())
    .addColumn('asked_at', 'timestamptz', (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('mail_request_email')
    .on('mail_request')
    .columns(['email', 'asked_at'])
    .execute()
  await db.schema.createIndex('mail_request_asked_at').on('mail_request').column('asked_at').execute()
  await sql`create index mail_request_open on mail_request (asked_at) where is_open`.execute(db)

  await db.schema
    .createTable('link')
    .addColumn('token_hash', 'bytea', (column) => column.primaryKey())
    .addColumn('purpose', 'text', (column) => column.notNull())
    .addColumn('user_id', 'uuid', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    // A new link replaces the older one of its purpose.
    .addUniqueConstraint('link_user_id_purpose', ['user_id', 'purpose'])
    .execute()
  await db.schema.createIndex('link_expires_at').on('link').column('expires_at').execute()
}
