import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { deleteAvatar, setAvatarId } from './avatars.store.ts'
import type { Clock } from '../../clock.ts'

/**
 * Removes a user's picture; nothing happens where there is none.
 *
 * @param tx the transaction of the deed that removes it
 */
export async function removeAvatar(
  { now }: { now: Clock },
  tx: Db,
  userId: UserId,
  client: Client,
): Promise<void> {
  const at = now()
  // The user's row first, as when one is uploaded: otherwise the two could wait for each other for ever.
  const user = await setAvatarId(tx, { id: userId, avatar_id: null, at })
  if (!user) return
  await deleteAvatar(tx, userId)
  await recordEvent(tx, { user_id: userId, kind: 'avatar_removed', client, at })
}
