import type { Db } from '../db/schema.ts'
import { deleteSessionsOver } from '../features/sessions/sessions.store.ts'
import { deleteEndedSessions } from '../revocations/revocations.store.ts'

const keptMs = 86_400_000

/** Deletes what nothing asks for any more: marks of ended sessions, and sessions that ran out a day ago. */
export async function deleteExpired(db: Db, at: Date, rememberedSeconds: number): Promise<void> {
  await deleteEndedSessions(db, rememberedSeconds)
  await deleteSessionsOver(db, new Date(at.getTime() - keptMs))
}
