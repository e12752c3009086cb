import type { ApiKeyScope } from '@runsite/shared/api-keys'
import type { ApiKeyId, UserId } from '@runsite/shared/ids'
import type { Revocations } from '../../revocations/revocations.ts'

const rememberedAtMost = 50_000
const pendingForMs = 60_000

/** What a check needs to know of a key, by one of its secrets. */
export type KnownKey = {
  id: ApiKeyId
  user_id: UserId
  scope: ApiKeyScope
  expires_at: Date | null
  /** Until when this secret is good where a rotation has replaced it; null for the current one. */
  overlap_ends_at: Date | null
}

/**
 * Keys that were read lately, by the SHA-256 of a secret. They hold while the feed of revocations is proven.
 */
export type KnownKeys = {
  /** Null where the database must be asked. */
  find(secret_hash: string): KnownKey | null
  /**
   * Begins to read a key; the function it returns remembers what was read, unless any key ended in between:
   * what was read may be the state from before.
   */
  beginRead(): (secret_hash: string, key: KnownKey) => void
  /** Drops a key that was just changed here, once that is committed; the feed would do so a little later. */
  forget(id: ApiKeyId): void
  /** Marks keys that a transaction is about to revoke: their checks read the database for the next minute. */
  markPending(ids: readonly ApiKeyId[]): void
}

/** Opens the map of keys, and drops from it what the feed says has ended. */
export function openKnownKeys(revocations: Revocations): KnownKeys {
  const keys = new Map<string, KnownKey>()
  const pending = new Map<ApiKeyId, number>()
  let endings = 0

  function forget(id: string | null): void {
    endings++
    if (id === null) keys.clear()
    for (const [hash, key] of keys) if (key.id === id) keys.delete(hash)
  }
  revocations.onApiKeyEnded(forget)

  function isPending(id: ApiKeyId): boolean {
    return performance.now() - (pending.get(id) ?? Number.NEGATIVE_INFINITY) < pendingForMs
  }

  return {
    find(hash) {
      const key = keys.get(hash)
      return key && !isPending(key.id) ? key : null
    },
    beginRead() {
      const endingsBefore = endings
      return (hash, key) => {
        if (endings !== endingsBefore) return
        if (keys.size >= rememberedAtMost) keys.delete(keys.keys().next().value ?? '')
        keys.set(hash, key)
      }
    },
    forget,
    markPending(ids) {
      for (const id of pending.keys()) {
        // In the order of their moments, so the old ones come first.
        if (isPending(id)) break
        pending.delete(id)
      }
      for (const id of ids) {
        pending.delete(id)
        pending.set(id, performance.now())
      }
    },
  }
}
