import type { SessionId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import { findSessionStart } from './sessions.store.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'

const recentMs = 10 * 60_000

/**
 * Makes sure that the person at this session signed in at most 10 minutes ago, where there is no password to
 * ask for. Refreshing is no sign-in.
 *
 * @throws `reauthentication_required`
 */
export async function requireRecentSignIn({ db, now }: { db: Db; now: Clock }, id: SessionId): Promise<void> {
  const startedAt = await findSessionStart(db, id)
  if (!startedAt || now().getTime() - startedAt.getTime() > recentMs) {
    throw new AuthError('reauthentication_required')
  }
}
