import pLimit from 'p-limit'
import { AuthError } from '../../auth-error.ts'
import { type HashThread, openHashThread } from './hash-thread.ts'
import type { HashJob, HashResult } from './hash-worker.ts'
import { readHash } from './known-hashes.ts'

const waitingAtMost = 64
const waitAtMostMs = 10_000
const retrySeconds = 2

/** Hashes and checks passwords, few at a time, so that a storm of sign-ins leaves the rest of the server alone. */
export type PasswordHasher = {
  /** A PHC string. */
  hash(password: string): Promise<string>
  /** Whether the password matches; with no hash at all it takes as long, and does not. */
  verify(password: string, password_hash: string | null): Promise<boolean>
  /** Whether a hash was made with other parameters than today's, or by another algorithm. */
  isOutdated(password_hash: string): boolean
  /** How many are being hashed, how many wait, and how many were refused so far for want of room. */
  load(): { running: number; waiting: number; refused: number }
  /** Refuses what still waits, and ends the thread of imported hashes. */
  close(): Promise<void>
}

/**
 * Makes a hasher for a thread, with a queue of 64 and a wait of 10 seconds.
 *
 * Hashes that were not made as they are made today have another thread, with the same limits: one of them may take
 * a second, which nobody else's sign-in waits for.
 *
 * A password is hashed as its NFKC form, so that one typed on another keyboard matches.
 * Both throw `unavailable` when the queue is full or the wait was too long; nothing was done then.
 *
 * @param onUnreadable called for a stored hash that no password can match: malformed, unknown, or too costly to run
 */
export function openPasswordHasher(thread: HashThread, onUnreadable: () => void = () => {}): PasswordHasher {
  const outdatedThread = openHashThread()
  const todays = openQueue(thread)
  const outdated = openQueue(outdatedThread)
  const isOutdated = (password_hash: string) => readHash(password_hash)?.is_current !== true

  return {
    async hash(password) {
      const result = await todays.run({ kind: 'hash', password })
      if (result.kind !== 'hashed') throw new Error('The thread answered another question.')
      return result.password_hash
    },
    async verify(password, password_hash) {
      const queue = password_hash !== null && isOutdated(password_hash) ? outdated : todays
      const result = await queue.run({ kind: 'verify', password, password_hash })
      if (result.kind !== 'verified') throw new Error('The thread answered another question.')
      if (result.is_unreadable) onUnreadable()
      return result.matches
    },
    isOutdated,
    load: () => {
      const [one, other] = [todays.load(), outdated.load()]
      return {
        running: one.running + other.running,
        waiting: one.waiting + other.waiting,
        refused: one.refused + other.refused,
      }
    },
    async close() {
      todays.close()
      outdated.close()
      await outdatedThread.close()
    },
  }
}

/** Those that wait for a thread, which hashes one password at a time. */
function openQueue(thread: HashThread) {
  const limit = pLimit(1)
  let isClosed = false
  let refused = 0

  function busy(): AuthError {
    refused++
    return new AuthError('unavailable', { retry_after_seconds: retrySeconds })
  }

  return {
    async run(job: HashJob): Promise<HashResult> {
      if (isClosed || limit.pendingCount >= waitingAtMost) throw busy()
      const sinceMs = performance.now()
      return limit(async () => {
        if (isClosed || performance.now() - sinceMs > waitAtMostMs) throw busy()
        return thread.run(job)
      })
    },
    load: () => ({ running: limit.activeCount, waiting: limit.pendingCount, refused }),
    close() {
      isClosed = true
    },
  }
}
