import type { ApiKeyId, UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { lockAccount } from '../users/users.store.ts'
import { deleteKeys } from './api-keys.store.ts'
import type { Clock } from '../../clock.ts'
import type { KnownKeys } from './known-keys.ts'

/** What a user's keys are ended with, in the transaction of whoever ends them. */
export type KeyEnder = { known_keys: Pick<KnownKeys, 'markPending'> }

/**
 * Revokes a key, its replaced secret too, at once, on every instance.
 *
 * @param of `by` tells in the record whether its owner did, or the key itself
 * @throws `not_found` if it is not theirs or already revoked: the two look alike on purpose
 */
export async function endKey(
  services: { db: Db; now: Clock; known_keys: Pick<KnownKeys, 'forget'> },
  of: { user_id: UserId; id: ApiKeyId; by: 'owner' | 'key'; client: Client },
): Promise<void> {
  const { db, now, known_keys } = services
  const { user_id, id, by, client } = of
  try {
    await db.transaction().execute(async (tx) => {
      const [ended] = await deleteKeys(tx, { user_id, id })
      if (!ended) throw new AuthError('not_found')
      const { name, key_prefix } = ended
      const details = { api_key_id: id, name, key_prefix, by }
      await recordEvent(tx, { user_id, kind: 'api_key_revoked', client, at: now(), details })
    })
  } finally {
    known_keys.forget(id)
  }
}

/**
 * Revokes every key of a user in the transaction of the caller: a deletion, or taking an account over. Call
 * it before the user's row goes: a key that only went with the row would be announced to nobody. Whoever
 * takes an account over ends its sessions in the same transaction, so that none of them makes another key.
 *
 * @param tx the caller's transaction: nothing has ended unless it commits
 * @returns how many ended
 */
export async function endKeysOf(services: KeyEnder, tx: Db, user_id: UserId): Promise<number> {
  // A request that creates a key takes the same lock: its key is revoked here, or it finds its session ended.
  await lockAccount(tx, user_id)
  const ended = await deleteKeys(tx, { user_id })
  services.known_keys.markPending(ended.map((key) => key.id))
  return ended.length
}
