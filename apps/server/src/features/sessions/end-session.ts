import type { SessionId, UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { revokeSessions } from './sessions.store.ts'
import type { Clock } from '../../clock.ts'
import type { Revocations } from '../../revocations/revocations.ts'

/** What sessions are ended with, in the transaction of whoever ends them. */
export type SessionEnder = { now: Clock; revocations: Pick<Revocations, 'markPending'> }

/** Signs out: ends the sessions that good credentials named. Naming none, or ended ones, is no fault. */
export async function signOut(
  services: SessionEnder & { db: Db },
  ids: readonly SessionId[],
  client: Client,
): Promise<void> {
  if (ids.length === 0) return
  const { db, now, revocations } = services
  const at = now()
  revocations.markPending(ids)
  await db.transaction().execute(async (tx) => {
    for (const { id, user_id } of await revokeSessions(tx, { ids, at })) {
      await recordEvent(tx, { user_id, kind: 'signed_out', client, at, details: { session_id: id } })
    }
  })
}

/**
 * Signs a user out of one of their devices, at once, on every instance.
 *
 * @throws `not_found` if it is not theirs or already over: the two look alike on purpose
 */
export async function endSession(
  services: SessionEnder & { db: Db },
  of: { user_id: UserId; id: SessionId; client: Client },
): Promise<void> {
  const { db, now, revocations } = services
  const { user_id, id, client } = of
  const at = now()
  revocations.markPending([id])
  await db.transaction().execute(async (tx) => {
    const ended = await revokeSessions(tx, { user_id, ids: [id], at })
    if (ended.length === 0) throw new AuthError('not_found')
    await recordEvent(tx, { user_id, kind: 'session_revoked', client, at, details: { session_id: id } })
  })
}

/** Signs a user out everywhere but here. */
export async function endOtherSessions(
  services: SessionEnder & { db: Db },
  of: { user_id: UserId; except: SessionId; client: Client },
): Promise<void> {
  const { db, now } = services
  const { user_id, except, client } = of
  await db.transaction().execute(async (tx) => {
    const count = await endSessionsOf(services, tx, { user_id, except })
    if (count === 0) return
    const details = { count: String(count) }
    await recordEvent(tx, { user_id, kind: 'other_sessions_revoked', client, at: now(), details })
  })
}

/**
 * Ends every session of a user, or all but one, in the transaction of the caller (a changed password, a
 * deletion).
 *
 * @param tx the caller's transaction: nothing has ended unless it commits
 * @returns how many ended
 */
export async function endSessionsOf(
  services: SessionEnder,
  tx: Db,
  of: { user_id: UserId; except?: SessionId },
): Promise<number> {
  const at = services.now()
  const ended = await revokeSessions(tx, { ...of, at })
  services.revocations.markPending(ended.map((session) => session.id))
  return ended.length
}
