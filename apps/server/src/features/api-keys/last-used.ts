import type { ApiKey } from '@runsite/shared/api-keys'
import type { ApiKeyId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import { recordUses } from './api-keys.store.ts'

const writeEveryMs = 5_000

/** When keys were last used, as this instance has seen and not yet written. */
export type LastUsed = {
  /** Notes, in memory, that a key was used: no request waits for it. */
  note(id: ApiKeyId, at: Date): void
  /** The key with its last use, also where that is not yet written. */
  withLastUse<Key extends ApiKey>(key: Key): Key
  /** Writes what was noted, now. */
  flush(): Promise<void>
  /** Writes what was noted, and stops. */
  close(): Promise<void>
}

/** Collects the use of keys and writes it in one statement every 5 seconds and at the end. */
export function openLastUsed(db: Db, onError: (error: unknown) => void): LastUsed {
  const noted = new Map<ApiKeyId, Date>()

  async function flush(): Promise<void> {
    const batch = [...noted]
    if (batch.length === 0) return
    await recordUses(
      db,
      batch.map(([id, at]) => ({ id, at })),
    )
    // Only what was written, and not what came while it was: until then, and after a fault, memory tells.
    for (const [id, at] of batch) if (noted.get(id) === at) noted.delete(id)
  }

  const timer = setInterval(() => void flush().catch(onError), writeEveryMs)
  timer.unref()

  return {
    note: (id, at) => void noted.set(id, at),
    withLastUse: (key) => ({ ...key, last_used_at: noted.get(key.id)?.toISOString() ?? key.last_used_at }),
    flush,
    async close() {
      clearInterval(timer)
      await flush().catch(onError)
    },
  }
}
