import type { Db } from '../db/schema.ts'
import { deleteExpiredAttempts } from '../features/limits/attempts.store.ts'
import { deleteSessionsOver } from '../features/sessions/sessions.store.ts'
import { deleteEndedSessions } from '../revocations/revocations.store.ts'

const keptMs = 86_400_000

/** Deletes what nothing asks for any more: marks of ended sessions, sessions that ran out a day ago, counts of tries. */
export async function deleteExpired(db: Db, at: Date, rememberedSeconds: number): Promise<void> {
  await deleteExpiredAttempts(db, at)
  await deleteEndedSessions(db, rememberedSeconds)
  await deleteSessionsOver(db, new Date(at.getTime() - keptMs))
}
