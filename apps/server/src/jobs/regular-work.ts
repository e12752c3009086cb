import type { BaseLogger } from 'pino'
import { type KeyWarner, warnOfExpiringKeys } from '../features/api-keys/warn-of-expiring-keys.ts'
import { deleteEventsBefore } from '../features/audit/audit.store.ts'
import { deleteUsedAttempts } from '../features/google/google-attempts.store.ts'
import { deleteExpiredAttempts } from '../features/limits/attempts.store.ts'
import { deleteExpiredLinks } from '../features/links/links.store.ts'
import { deleteMailRequests } from '../features/mail-requests/mail-requests.store.ts'
import { deleteSessionsOver } from '../features/sessions/sessions.store.ts'
import { deleteEndedSessions } from '../revocations/revocations.store.ts'
import { adoptOldMail } from './adopt-old-mail.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const yearMs = 365 * dayMs

/**
 * Does what is done every ten minutes, and when a server starts: what nothing asks for any more is deleted, owners are
 * told of keys that expire soon, and letters of the release before are taken over. A part that fails is logged, and
 * the others go on.
 *
 * @param at the moment, by the database's clock: an instance whose own is wrong would delete what is still needed
 */
export async function doRegularWork(
  services: KeyWarner & { log: Pick<BaseLogger, 'error'> },
  at: Date,
  rememberedSeconds: number,
): Promise<void> {
  const { db, log } = services
  const ago = (ms: number) => new Date(at.getTime() - ms)
  const parts = {
    'old mail': () => adoptOldMail(services, at),
    'keys to warn of': () => warnOfExpiringKeys(services, at),
    'counts of tries': () => deleteExpiredAttempts(db, at),
    'ended sessions': () => deleteEndedSessions(db, rememberedSeconds),
    'sessions that ran out a day ago': () => deleteSessionsOver(db, ago(dayMs)),
    'one-time links': () => deleteExpiredLinks(db, at),
    'Google sign-ins that came back': () => deleteUsedAttempts(db, at),
    'mails that were asked for': () => deleteMailRequests(db, ago(hourMs)),
    'events of a year ago': () => deleteEventsBefore(db, ago(yearMs)),
  }
  for (const [part, work] of Object.entries(parts)) {
    await work().catch((error: unknown) =>
      log.error({ err: error, part }, 'a part of the regular work failed'),
    )
  }
}
