import type { Db } from '../../db/schema.ts'
import { deleteExpiredAttempts } from './attempts.store.ts'

const sweepEveryMs = 60_000

/** Deletes counts that have run out, every minute. */
export function openAttemptSweep(
  db: Db,
  now: () => Date,
  onError: (error: unknown) => void,
): { sweep: () => Promise<void>; close: () => Promise<void> } {
  let running: Promise<void> = Promise.resolve()
  const sweep = () => (running = deleteExpiredAttempts(db, now()).catch(onError))
  const timer = setInterval(() => void sweep(), sweepEveryMs)
  timer.unref()
  return {
    sweep,
    async close() {
      clearInterval(timer)
      await running
    },
  }
}
