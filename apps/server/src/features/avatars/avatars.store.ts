import type { AvatarId, UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'

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

/** Deletes a user's picture; false where there was none. */
export async function deleteAvatar(db: Db, userId: UserId): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('avatar').where('user_id', '=', userId).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Reads a picture by its id. */
export async function findAvatar(db: Db, id: AvatarId): Promise<Buffer | null> {
  const row = await db.selectFrom('avatar').select('webp').where('id', '=', id).executeTakeFirst()
  return row?.webp ?? null
}
