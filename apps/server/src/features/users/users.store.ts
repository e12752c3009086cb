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
    has_google: false,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}

/** Reads a user as they see themselves: the one place that does. */
export async function findUser(db: Db, id: UserId, address: PublicAddress): Promise<User | null> {
  const row = await db.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toUser(row, address) : null
}

/** What a sign-in needs to know of an account: the user, and what stays on the server. */
export async function findAccountByEmail(
  db: Db,
  email: string,
  address: PublicAddress,
): Promise<{ user: User; password_hash: string | null; is_suspended: boolean } | null> {
  const row = await db.selectFrom('user').selectAll().where('email', '=', email).executeTakeFirst()
  if (!row) return null
  return {
    user: toUser(row, address),
    password_hash: row.password_hash,
    is_suspended: row.suspended_at !== null,
  }
}

/** Adds a user; null where the address is taken, also by someone who registers at the same moment. */
export async function insertUser(
  db: Db,
  user: { id: UserId; email: string; name: string; password_hash: string | null; at: Date },
  address: PublicAddress,
): Promise<User | null> {
  const { at, ...columns } = user
  const row = await db
    .insertInto('user')
    .values({ ...columns, suspended_at: null, created_at: at, updated_at: at })
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
 * Points a user at their picture, or at none; null where there is no such user.
 *
 * It locks the user's row: pictures that are uploaded at once are kept one after the other.
 */
export async function setAvatarId(
  db: Db,
  change: { id: UserId; avatar_id: AvatarId | null; at: Date },
  address: PublicAddress,
): Promise<User | null> {
  const row = await db
    .updateTable('user')
    .set({ avatar_id: change.avatar_id, updated_at: change.at })
    .where('id', '=', change.id)
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
