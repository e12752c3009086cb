import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'

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

/**
 * Replaces a password's hash by one of today's parameters, if it is still the one that was checked: a
 * password changed meanwhile is never undone.
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
