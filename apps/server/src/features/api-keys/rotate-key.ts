import type { CreatedApiKey, RotateApiKey } from '@runsite/shared/api-keys'
import type { UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { findKey, replaceSecret } from './api-keys.store.ts'
import { hashKey, makeKey, prefixOf } from './key-format.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import type { KnownKeys } from './known-keys.ts'
import type { LastUsed } from './last-used.ts'

/**
 * Gives a key a new secret. The old one is dead at once on every instance, or stays good for
 * `overlap_seconds`; it never outlives the key. A key has two good secrets at most: rotating again ends the
 * older one.
 *
 * @throws `not_found` if it is not theirs; `api_key_inactive` if it has expired
 */
export async function rotateKey(
  services: {
    db: Db
    now: Clock
    known_keys: Pick<KnownKeys, 'forget'>
    last_used: Pick<LastUsed, 'withLastUse'>
  },
  user_id: UserId,
  { id, overlap_seconds }: RotateApiKey,
  client: Client,
): Promise<CreatedApiKey> {
  const { db, now, known_keys } = services
  const at = now()
  const plaintext_key = makeKey()
  try {
    return await db.transaction().execute(async (tx) => {
      const key = await replaceSecret(tx, {
        id,
        user_id,
        key_prefix: prefixOf(plaintext_key),
        secret_hash: hashKey(plaintext_key),
        overlap_ends_at: overlap_seconds === 0 ? null : new Date(at.getTime() + overlap_seconds * 1000),
        at,
      })
      if (!key)
        throw new AuthError((await findKey(tx, { id, user_id, at })) ? 'api_key_inactive' : 'not_found')
      const { name, key_prefix } = key
      const details = { api_key_id: id, name, key_prefix, overlap_seconds: String(overlap_seconds) }
      await recordEvent(tx, { user_id, kind: 'api_key_rotated', client, at, details })
      return { ...services.last_used.withLastUse(key), plaintext_key }
    })
  } finally {
    known_keys.forget(id)
  }
}
