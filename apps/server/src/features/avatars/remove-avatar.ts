import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import type { Client, Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'
import { setAvatarId } from '../users/users.store.ts'
import { deleteAvatar } from './avatars.store.ts'

/** Removes a user's picture, as they asked; nothing happens where there is none. */
export async function removeAvatar(services: Services, userId: UserId, client: Client): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    const wasThere = await dropAvatar(services, tx, userId)
    if (!wasThere) return
    await recordEvent(tx, { user_id: userId, kind: 'avatar_removed', client, at: services.now() })
  })
}

/**
 * Drops a user's picture as a part of another deed, such as an account that is taken over clean.
 *
 * @param tx that deed's transaction
 * @returns whether there was one
 */
export async function dropAvatar({ config, now }: Services, tx: Db, userId: UserId): Promise<boolean> {
  // The user's row first, as when one is uploaded: so the two cannot wait for each other.
  const user = await setAvatarId(tx, { id: userId, avatar_id: null, at: now() }, config)
  return user !== null && deleteAvatar(tx, userId)
}
