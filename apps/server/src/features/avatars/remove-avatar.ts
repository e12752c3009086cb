import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import type { Services } from '../../services.ts'
import { setAvatarId } from '../users/users.store.ts'
import { deleteAvatar } from './avatars.store.ts'

/**
 * Removes a user's picture; nothing happens where there is none.
 *
 * @param tx the transaction of the deed that removes it
 */
export async function removeAvatar({ config, now }: Services, tx: Db, userId: UserId): Promise<void> {
  const wasThere = await deleteAvatar(tx, userId)
  if (wasThere) await setAvatarId(tx, { id: userId, avatar_id: null, at: now() }, config)
}
