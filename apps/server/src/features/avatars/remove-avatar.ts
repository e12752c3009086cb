import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { deleteAvatar, setAvatarId } from './avatars.store.ts'
import type { Clock } from '../../clock.ts'

/**
 * Removes a user's picture; nothing happens where there is none.
 *
 * @param tx the caller's transaction
 */
export async function removeAvatar(
  { now }: { now: Clock },
  tx: Db,
  userId: UserId,
  client: Client,
): Promise<void> {
  const at = now()
  // The user's row is locked first, as by an upload, so that there is no deadlock.
  const user = await setAvatarId(tx, { id: userId, avatar_id: null, at })
  if (!user) return
  await deleteAvatar(tx, userId)
  await recordEvent(tx, { user_id: userId, kind: 'avatar_removed', client, at })
}
