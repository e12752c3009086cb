import type { AvatarId, UserId } from '@runsite/shared/ids'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/schema.ts'
import type { UserTable } from '../../db/tables/account-tables.ts'

/** An account as the server keeps it. `toUser` makes of it what its owner sees. */
export type Account = {
  id: UserId
  email: string
  email_verified: boolean
  name: string
  avatar_id: AvatarId | null
  password_hash: string | null
  has_google: boolean
  /** Its owner undid the link to Google. */
  is_google_unlinked: boolean
  is_suspended: boolean
  created_at: Date
  updated_at: Date
}

/** An account's row, for the stores that read it by other columns. */
export function toAccount(row: Selectable<UserTable>): Account {
  return {
    id: row.id,
    email: row.email,
    email_verified: row.email_verified,
    name: row.name,
    avatar_id: row.avatar_id,
    password_hash: row.password_hash,
    has_google: row.google_sub !== null,
    is_google_unlinked: row.google_unlinked_at !== null,
    is_suspended: row.suspended_at !== null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

/** Reads the account with an address. */
export async function findAccountByEmail(db: Db, email: string): Promise<Account | null> {
  const row = await db.selectFrom('user').selectAll().where('email', '=', email).executeTakeFirst()
  return row ? toAccount(row) : null
}

/** Reads an account. */
export async function findAccount(db: Db, id: UserId): Promise<Account | null> {
  const row = await db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toAccount(row) : null
}

/**
 * Reads an account that nobody else changes until the end of this transaction.
 *
 * Rows that refer to it can still be added: a refresh that writes an event while this waits for its session
 * must not wait for this in turn, which would be a deadlock.
 */
export async function lockAccount(tx: Db, id: UserId): Promise<Account | null> {
  const row = await tx.selectFrom('user').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return row ? toAccount(row) : null
}

/**
 * Adds a user; null where the address is taken, also by someone who registers at the same moment.
 *
 * @param user.google who they are at Google, where that has proved the address
 */
export async function insertUser(
  db: Db,
  user: {
    id: UserId
    email: string
    name: string
    password_hash: string | null
    google?: { issuer: string; sub: string }
    at: Date
  },
): Promise<Account | null> {
  const { at, google, ...columns } = user
  const proven = google && { email_verified: true, google_issuer: google.issuer, google_sub: google.sub }
  const row = await db
    .insertInto('user')
    .values({ ...columns, ...proven, suspended_at: null, created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? toAccount(row) : null
}

/** Changes a user's name; null where there is no such user. */
export async function updateName(
  db: Db,
  change: { id: UserId; name: string; at: Date },
): Promise<Account | null> {
  const row = await db
    .updateTable('user')
    .set({ name: change.name, updated_at: change.at })
    .where('id', '=', change.id)
    .returningAll()
    .executeTakeFirst()
  return row ? toAccount(row) : null
}
