import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import type { Client, Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'
import { setAvatarId } from '../users/users.store.ts'
import { deleteAvatar } from './avatars.store.ts'

/**
 * Removes a user's picture; nothing happens where there is none.
 *
 * @param tx the transaction of the deed that removes it
 */
export async function removeAvatar(
  { config, now }: Services,
  tx: Db,
  userId: UserId,
  client: Client,
): Promise<void> {
  const wasThere = await deleteAvatar(tx, userId)
  if (!wasThere) return
  const at = now()
  await setAvatarId(tx, { id: userId, avatar_id: null, at }, config)
  await recordEvent(tx, { user_id: userId, kind: 'avatar_removed', client, at })
}
