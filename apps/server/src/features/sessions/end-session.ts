import type { SessionId } from '@runsite/shared/ids'
import type { Services } from '../../services.ts'
import { revokeSessions } from './sessions.store.ts'

/** Signs out: ends the sessions that good credentials named. Naming none, or ended ones, is no fault. */
export async function endSessions({ db, now }: Services, ids: readonly SessionId[]): Promise<void> {
  await revokeSessions(db, ids, now())
}
