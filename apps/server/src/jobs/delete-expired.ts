import type { Db } from '../db/schema.ts'
import { deleteEventsBefore } from '../features/audit/audit.store.ts'
import { deleteUsedAttempts } from '../features/google/google-attempts.store.ts'
import { deleteExpiredAttempts } from '../features/limits/attempts.store.ts'
import { deleteSessionsOver } from '../features/sessions/sessions.store.ts'
import { deleteExpiredLinks } from '../features/links/links.store.ts'
import { deleteMailRequests } from '../features/mail-requests/mail-requests.store.ts'
import { deleteEndedSessions } from '../revocations/revocations.store.ts'

const keptMs = 86_400_000
const hourMs = 3_600_000
const yearMs = 365 * 86_400_000

/**
 * Deletes what nothing asks for any more: marks of ended sessions, sessions that ran out a day
 * ago, one-time links that ran out, what mails were asked for more than an hour ago, counts of tries, Google
 * sign-ins that came back, and what was recorded of accounts more than a year ago.
 */
export async function deleteExpired(db: Db, at: Date, rememberedSeconds: number): Promise<void> {
  await deleteExpiredAttempts(db, at)
  await deleteEndedSessions(db, rememberedSeconds)
  await deleteSessionsOver(db, new Date(at.getTime() - keptMs))
  await deleteExpiredLinks(db, at)
  await deleteUsedAttempts(db, at)
  await deleteMailRequests(db, new Date(at.getTime() - hourMs))
  await deleteEventsBefore(db, new Date(at.getTime() - yearMs))
}
