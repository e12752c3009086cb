import type { AvatarId, UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import { type Account, toAccount } from '../users/users.store.ts'

/** Keeps a user's picture in the place of the one before. */
export async function upsertAvatar(
  db: Db,
  avatar: { id: AvatarId; user_id: UserId; webp: Buffer; at: Date },
): Promise<void> {
  const { id, user_id, webp, at: created_at } = avatar
  await db
    .insertInto('avatar')
    .values({ id, user_id, webp, created_at })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet({ id, webp, created_at }))
    .execute()
}

/** Deletes a user's picture. */
export async function deleteAvatar(db: Db, userId: UserId): Promise<void> {
  await db.deleteFrom('avatar').where('user_id', '=', userId).execute()
}

/** Reads a picture by its id. */
export async function findAvatar(db: Db, id: AvatarId): Promise<Buffer | null> {
  const row = await db.selectFrom('avatar').select('webp').where('id', '=', id).executeTakeFirst()
  return row?.webp ?? null
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
): Promise<Account | null> {
  const row = await db
    .updateTable('user')
    .set({ avatar_id: change.avatar_id, updated_at: change.at })
    .where('id', '=', change.id)
    .where('avatar_id', 'is distinct from', change.avatar_id)
    .$if(change.is_first === true, (query) => query.where('avatar_id', 'is', null))
    .returningAll()
    .executeTakeFirst()
  return row ? toAccount(row) : null
}
