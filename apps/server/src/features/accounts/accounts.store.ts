import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'

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

/**
 * Gives an account its new owner's name and password, verifies its address, and links it to nobody at Google.
 */
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
