import type { SessionId, UserId } from '@runsite/shared/ids'
import type { Db } from '../db/schema.ts'
import { type Feed, openFeed } from './feed.ts'
import type { Notice } from './notice.ts'
import { listEndedSessions, listSuspendedUsers } from './revocations.store.ts'

const pendingForMs = 60_000

/** What this instance knows of a session without asking the database. */
export type SessionStatus = 'ended' | 'live' | 'unknown'

/** What has ended, on every instance, as this one knows it. */
export type Revocations = {
  /**
   * `unknown` where only the database can tell: the feed has not proved itself alive, or an end is under way.
   */
  statusOf(session_id: SessionId, user_id: UserId): SessionStatus
  /** Whether an account is suspended, or `unknown`. */
  isSuspended(user_id: UserId): boolean | 'unknown'
  /** Whether what was remembered of API keys still holds. */
  isProven: () => boolean
  /**
   * Marks sessions that a transaction is about to revoke: until the feed confirms it, their checks read the
   * database. So the next request gets the right answer whether the transaction commits or not.
   */
  markPending(ids: readonly SessionId[]): void
  /** Calls back with each key that ended, and with null when anything may have been missed. */
  onApiKeyEnded(listener: (id: string | null) => void): void
  close(): Promise<void>
}

/**
 * Opens the sets of what has ended and the feed that fills them.
 *
 * @param rememberedSeconds how long an ended session's access tokens could still be good
 */
export function openRevocations(options: {
  db: Db
  connection_string: string
  rememberedSeconds: number
  onError: (error: unknown) => void
}): Revocations {
  const { db, rememberedSeconds } = options
  const ended = new Map<SessionId, number>()
  const pending = new Map<SessionId, number>()
  let suspended = new Set<UserId>()
  const keyListeners: ((id: string | null) => void)[] = []

  function end(id: SessionId): void {
    ended.delete(id)
    ended.set(id, performance.now())
    pending.delete(id)
  }

  function hears({ kind, id }: Notice): void {
    if (kind === 'session') end(id as SessionId)
    if (kind === 'suspended') suspended.add(id as UserId)
    if (kind === 'restored') suspended.delete(id as UserId)
    if (kind === 'api_key') for (const listener of keyListeners) listener(id)
  }

  const feed: Feed = openFeed({
    connection_string: options.connection_string,
    hears,
    async catchesUp() {
      for (const id of await listEndedSessions(db, rememberedSeconds)) end(id)
      suspended = new Set(await listSuspendedUsers(db))
      for (const listener of keyListeners) listener(null)
    },
    onError: options.onError,
  })

  const timer = setInterval(() => {
    const nowMs = performance.now()
    forget(ended, nowMs - rememberedSeconds * 1000)
    forget(pending, nowMs - pendingForMs)
  }, 10_000)
  timer.unref()

  return {
    statusOf(session_id, user_id) {
      if (ended.has(session_id)) return 'ended'
      if (!feed.isProven() || pending.has(session_id)) return 'unknown'
      return suspended.has(user_id) ? 'ended' : 'live'
    },
    isSuspended: (user_id) => (feed.isProven() ? suspended.has(user_id) : 'unknown'),
    isProven: feed.isProven,
    markPending(ids) {
      for (const id of ids) {
        pending.delete(id)
        pending.set(id, performance.now())
      }
    },
    onApiKeyEnded: (listener) => void keyListeners.push(listener),
    async close() {
      clearInterval(timer)
      await feed.close()
    },
  }
}

/** Entries are in the order of their moments, so the old ones come first. */
function forget(map: Map<SessionId, number>, beforeMs: number): void {
  for (const [id, atMs] of map) {
    if (atMs > beforeMs) return
    map.delete(id)
  }
}
