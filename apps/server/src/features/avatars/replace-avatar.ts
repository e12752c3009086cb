import { randomUUID } from 'node:crypto'
import type { AvatarId, UserId } from '@runsite/shared/ids'
import type { User } from '@runsite/shared/users'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { toUser } from '../users/to-user.ts'
import { setAvatarId, upsertAvatar } from './avatars.store.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import type { PictureNormalizer } from './normalize-image.ts'
import { accountGone } from '../users/get-account.ts'

/** What a picture is replaced with. */
export type AvatarReplacer = {
  config: Pick<Config, 'public_url'>
  db: Db
  now: Clock
  pictures: PictureNormalizer
}

/**
 * Gives a user a new picture, at a new address; the one before is gone.
 *
 * @param picture the bytes of a PNG, JPEG, WebP, GIF or AVIF
 * @param is_first only where they have none: what they chose themselves meanwhile stays
 * @throws `unsupported_media_type`, `image_invalid`, `unavailable`; as `accountGone` where the
 *   account is gone, or with `is_first` has a picture
 */
export async function replaceAvatar(
  services: AvatarReplacer,
  userId: UserId,
  picture: Uint8Array,
  client: Client,
  { is_first = false } = {},
): Promise<User> {
  const { config, db, now, pictures } = services
  const webp = await pictures.normalize(picture)
  return db.transaction().execute(async (tx) => {
    const id = randomUUID() as AvatarId
    const at = now()
    const account = await setAvatarId(tx, { id: userId, avatar_id: id, is_first, at })
    if (!account) throw accountGone(client)
    await upsertAvatar(tx, { id, user_id: userId, webp, at })
    await recordEvent(tx, { user_id: userId, kind: 'avatar_changed', client, at })
    return toUser(account, config)
  })
}
