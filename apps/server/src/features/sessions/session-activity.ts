import type { SessionId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import { recordSessionUses, type SessionUse } from './sessions.store.ts'

const writeEveryMs = 2_000

/** What this instance has noted of the use of sessions and not yet written. */
export type SessionActivity = {
  /** Notes, in memory, that a token of a session was used: no request waits for it. */
  note(use: SessionUse): void
  /** The highest `rot` noted for a session and not yet written; -1 for none. */
  confirmed(id: SessionId): number
  /** When a session was last seen, as noted and not yet written; null for not since. */
  lastSeen(id: SessionId): Date | null
  /** Writes what was noted, now. */
  flush(): Promise<void>
  /** Writes what was noted, and stops. */
  close(): Promise<void>
}

/**
 * Collects the use of sessions and writes it in one statement every 2 seconds and at the end: `last_seen_at`
 * for the list of devices, and `confirmed`, which tells a lost answer from a theft (contract, "Tokens":
 * within 5 seconds to the other instances).
 */
export function openSessionActivity(db: Db, onError: (error: unknown) => void): SessionActivity {
  const noted = new Map<SessionId, SessionUse>()

  async function flush(): Promise<void> {
    const batch = [...noted.values()]
    if (batch.length === 0) return
    await recordSessionUses(db, batch)
    // Only what was written, and not what came while it was: until then, and after a fault, memory tells.
    for (const use of batch) {
      if (noted.get(use.id) === use) noted.delete(use.id)
    }
  }

  const timer = setInterval(() => void flush().catch(onError), writeEveryMs)
  timer.unref()

  return {
    note(use) {
      const rot = Math.max(use.rot, noted.get(use.id)?.rot ?? -1)
      noted.set(use.id, { ...use, rot })
    },
    confirmed: (id) => noted.get(id)?.rot ?? -1,
    lastSeen: (id) => noted.get(id)?.at ?? null,
    flush,
    async close() {
      clearInterval(timer)
      await flush().catch(onError)
    },
  }
}
