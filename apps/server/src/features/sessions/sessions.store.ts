import type { SessionId, UserId } from '@runsite/shared/ids'
import { sql } from 'kysely'
import { deleteInChunks } from '../../db/delete-in-chunks.ts'
import type { Db } from '../../db/schema.ts'
import { announceEndedSessions } from '../../revocations/revocations.store.ts'

/** Where a session stands. */
export type SessionState = {
  user_id: UserId
  counter: number
  confirmed: number
  refreshed_at: Date
  expires_at: Date
  ends_at: Date
  revoked_at: Date | null
  is_suspended: boolean
}

/** Adds a session; its first tokens carry counter 0. */
export async function insertSession(
  db: Db,
  session: {
    id: SessionId
    user_id: UserId
    ip: string | null
    user_agent: string | null
    expires_at: Date
    ends_at: Date
    at: Date
  },
): Promise<void> {
  const { at, ...columns } = session
  await db
    .insertInto('session')
    .values({ ...columns, refreshed_at: at, last_seen_at: at, created_at: at, revoked_at: null })
    .execute()
}

/**
 * Moves a session's counter on by one, if it still stands at `counter` and the session lives: of any number
 * of clients that refresh at once, one succeeds.
 *
 * @returns when the new refresh token runs out, or null where nothing moved
 */
export async function moveCounter(
  db: Db,
  move: { id: SessionId; counter: number; at: Date; expires_at: Date },
): Promise<{ user_id: UserId; expires_at: Date; ends_at: Date; ip: string | null } | null> {
  const row = await db
    .updateTable('session')
    .set((eb) => ({
      counter: eb('counter', '+', 1),
      confirmed: sql<number>`greatest(confirmed, ${move.counter})`,
      refreshed_at: move.at,
      expires_at: sql<Date>`least(${move.expires_at}::timestamptz, ends_at)`,
    }))
    .where('id', '=', move.id)
    .where('counter', '=', move.counter)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', move.at)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('user')
          .select('user.id')
          .whereRef('user.id', '=', 'session.user_id')
          .where('user.suspended_at', 'is', null),
      ),
    )
    .returning(['user_id', 'expires_at', 'ends_at', 'ip'])
    .executeTakeFirst()
  return row ?? null
}

/** Reads where a session stands, and whether its user is suspended. */
export async function findSessionState(db: Db, id: SessionId): Promise<SessionState | null> {
  const row = await db
    .selectFrom('session')
    .innerJoin('user', 'user.id', 'session.user_id')
    .select([
      'session.user_id',
      'session.counter',
      'session.confirmed',
      'session.refreshed_at',
      'session.expires_at',
      'session.ends_at',
      'session.revoked_at',
      'user.suspended_at',
    ])
    .where('session.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { suspended_at, ...state } = row
  return { ...state, is_suspended: suspended_at !== null }
}

/**
 * Ends a user's sessions, or those of `ids` alone, and tells every instance as the transaction commits.
 *
 * @returns the sessions that this ended: those that were over already are not among them
 */
export async function revokeSessions(
  db: Db,
  which: { user_id?: UserId; ids?: readonly SessionId[]; except?: SessionId; at: Date },
): Promise<{ id: SessionId; user_id: UserId }[]> {
  const { user_id, ids, except, at } = which
  if (user_id === undefined && ids === undefined) return []
  if (ids?.length === 0) return []
  const ended = await db
    .updateTable('session')
    .set({ revoked_at: at })
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .$if(user_id !== undefined, (query) => query.where('user_id', '=', user_id as UserId))
    .$if(ids !== undefined, (query) => query.where('id', 'in', ids as SessionId[]))
    .$if(except !== undefined, (query) => query.where('id', '!=', except as SessionId))
    .returning(['id', 'user_id'])
    .execute()
  await announceEndedSessions(
    db,
    ended.map((session) => session.id),
  )
  return ended
}

/** The user's sessions that live, newest first. */
export async function listLiveSessions(db: Db, user_id: UserId, at: Date) {
  return db
    .selectFrom('session')
    .select(['id', 'ip', 'user_agent', 'created_at', 'last_seen_at', 'expires_at'])
    .where('user_id', '=', user_id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .orderBy('id', 'desc')
    .execute()
}

/** Drops sessions that have been over since before `at`. */
export async function deleteSessionsOver(db: Db, at: Date): Promise<void> {
  await deleteInChunks(db, 'session', sql`expires_at < ${at}`)
}

/** Notes that a session is used from another place than before. */
export async function moveSession(
  db: Db,
  move: { id: SessionId; ip: string | null; user_agent: string | null },
): Promise<void> {
  const { id, ...place } = move
  await db.updateTable('session').set(place).where('id', '=', id).execute()
}

/** When a session began: the moment its user last proved who they are. */
export async function findSessionStart(db: Db, id: SessionId): Promise<Date | null> {
  const row = await db.selectFrom('session').select('created_at').where('id', '=', id).executeTakeFirst()
  return row?.created_at ?? null
}

/** What was collected of a session's use. */
export type SessionUse = { id: SessionId; rot: number; at: Date }

/** Writes what was collected of many sessions' use, in one statement; nothing ever moves back. */
export async function recordSessionUses(db: Db, uses: readonly SessionUse[]): Promise<void> {
  if (uses.length === 0) return
  await sql`
    update session set
      confirmed = greatest(session.confirmed, used.rot),
      last_seen_at = greatest(session.last_seen_at, used.at)
    from unnest(
      ${uses.map((used) => used.id)}::uuid[],
      ${uses.map((used) => used.rot)}::int[],
      ${uses.map((used) => used.at.toISOString())}::timestamptz[]
    ) as used (id, rot, at)
    where session.id = used.id`.execute(db)
}
