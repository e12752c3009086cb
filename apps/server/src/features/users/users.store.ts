import type { AvatarId, UserId } from '@runsite/shared/ids'
import type { User } from '@runsite/shared/users'
import type { Selectable } from 'kysely'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/schema.ts'
import type { UserTable } from '../../db/tables/user-table.ts'

/** Where this server is reached: the pictures' addresses are absolute. */
export type PublicAddress = Pick<Config, 'public_url'>

/** A user's row without what the server keeps to itself. */
export function toUser(row: Selectable<UserTable>, { public_url }: PublicAddress): User {
  return {
    id: row.id,
    email: row.email,
    email_verified: row.email_verified,
    name: row.name,
    avatar_url: row.avatar_id && `${public_url}/api/avatars/${row.avatar_id}.webp`,
    has_password: row.password_hash !== null,
    has_google: row.google_sub !== null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** Reads a user as they see themselves: the one place that does. */
export async function findUser(db: Db, id: UserId, address: PublicAddress): Promise<User | null> {
  const row = await db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toUser(row, address) : null
}

/**
 * Locks a user's row for the transaction, so that what may only exist so many times per user is counted by one at
 * a time; false where there is no such user.
 */
export async function lockUser(db: Db, id: UserId): Promise<boolean> {
  const row = await db
    .selectFrom('user')
    .select('id')
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** An account as the server knows it: the user, and what they are not shown. */
export type Account = {
  user: User
  password_hash: string | null
  is_suspended: boolean
  /** Its owner undid the link to Google. */
  is_google_unlinked: boolean
}

/** An account's row as the server works with it. */
export function toAccount(row: Selectable<UserTable>, address: PublicAddress): Account {
  return {
    user: toUser(row, address),
    password_hash: row.password_hash,
    is_suspended: row.suspended_at !== null,
    is_google_unlinked: row.google_unlinked_at !== null,
  }
}

/** What a sign-in needs to know of an account. */
export async function findAccountByEmail(
  db: Db,
  email: string,
  address: PublicAddress,
): Promise<Account | null> {
  const row = await db.selectFrom('user').selectAll().where('email', '=', email).executeTakeFirst()
  return row ? toAccount(row, address) : null
}

/** Reads an account as a sign-in sees it. */
export async function findAccount(db: Db, id: UserId, address: PublicAddress): Promise<Account | null> {
  const row = await db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toAccount(row, address) : null
}

/**
 * Reads an account that nobody else changes until the end of this transaction.
 *
 * Rows that hang on it can still be added: a refresh that writes an event while this waits for its session must
 * not wait for this in turn.
 */
export async function lockAccount(tx: Db, id: UserId, address: PublicAddress): Promise<Account | null> {
  const row = await tx.selectFrom('user').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
  return row ? toAccount(row, address) : null
}

/** Notes that a user has proved their address. */
export async function markEmailVerified(db: Db, change: { id: UserId; at: Date }): Promise<void> {
  await db
    .updateTable('user')
    .set({ email_verified: true, updated_at: change.at })
    .where('id', '=', change.id)
    .execute()
}

/**
 * Sets a password, if the one that was checked is still there.
 *
 * @param change.from the hash that was checked; null where there was no password
 * @returns false where it was changed meanwhile, or the account is gone
 */
export async function changePasswordHash(
  db: Db,
  change: { id: UserId; from: string | null; to: string; at: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('user')
    .set({ password_hash: change.to, updated_at: change.at })
    .where('id', '=', change.id)
    .where('password_hash', 'is not distinct from', change.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Removes a user and every row that hangs on them, if the password that was checked is still theirs. */
export async function deleteUser(
  db: Db,
  user: { id: UserId; password_hash: string | null },
): Promise<boolean> {
  const row = await db
    .deleteFrom('user')
    .where('id', '=', user.id)
    .where('password_hash', 'is not distinct from', user.password_hash)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
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
  address: PublicAddress,
): Promise<User | null> {
  const { at, google, ...columns } = user
  const proven = google && { email_verified: true, google_issuer: google.issuer, google_sub: google.sub }
  const row = await db
    .insertInto('user')
    .values({ ...columns, ...proven, suspended_at: null, created_at: at, updated_at: at })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst()
  return row ? toUser(row, address) : null
}

/** Changes a user's name; null where there is no such user. */
export async function updateName(
  db: Db,
  change: { id: UserId; name: string; at: Date },
  address: PublicAddress,
): Promise<User | null> {
  const row = await db
    .updateTable('user')
    .set({ name: change.name, updated_at: change.at })
    .where('id', '=', change.id)
    .returningAll()
    .executeTakeFirst()
  return row ? toUser(row, address) : null
}

/**
 * Points a user at their picture, or at none; null where there is no such user, or nothing to change.
 *
 * It locks the user's row: pictures that are uploaded at once are kept one after the other.
 *
 * @param change.is_first only where they have none yet
 */
export async function setAvatarId(
  db: Db,
  change: { id: UserId; avatar_id: AvatarId | null; is_first?: boolean; at: Date },
  address: PublicAddress,
): Promise<User | null> {
  const row = await db
    .updateTable('user')
    .set({ avatar_id: change.avatar_id, updated_at: change.at })
    .where('id', '=', change.id)
    .where('avatar_id', 'is distinct from', change.avatar_id)
    .$if(change.is_first === true, (query) => query.where('avatar_id', 'is', null))
    .returningAll()
    .executeTakeFirst()
  return row ? toUser(row, address) : null
}

/**
 * Replaces a password's hash by one of today's parameters, if it is still the one that was checked: a password
 * changed meanwhile is never undone.
 */
export async function replacePasswordHash(
  db: Db,
  change: { id: UserId; from: string; to: string },
): Promise<void> {
  await db
    .updateTable('user')
    .set({ password_hash: change.to })
    .where('id', '=', change.id)
    .where('password_hash', '=', change.from)
    .execute()
}

/** Suspends or restores the account with an address; null where there is none. */
export async function setSuspended(
  db: Db,
  change: { email: string; suspended_at: Date | null },
): Promise<UserId | null> {
  const row = await db
    .updateTable('user')
    .set({ suspended_at: change.suspended_at })
    .where('email', '=', change.email)
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Gives an account its new owner's name and password, verifies its address, and links it to nobody at Google. */
export async function resetAccount(
  db: Db,
  to: { user_id: UserId; name: string; password_hash: string | null; at: Date },
): Promise<void> {
  const { user_id, at, ...columns } = to
  await db
    .updateTable('user')
    .set({
      ...columns,
      email_verified: true,
      google_issuer: null,
      google_sub: null,
      google_unlinked_at: null,
      updated_at: at,
    })
    .where('id', '=', user_id)
    .execute()
}
