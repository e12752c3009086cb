import type { ApiKeyId, SessionId, UserId } from '@runsite/shared/ids'
import { sql } from 'kysely'
import { deleteInChunks } from '../db/delete-in-chunks.ts'
import type { Db } from '../db/schema.ts'
import { channel, type Notice } from './notice.ts'

/**
 * Marks sessions as ended and tells every instance, both when the transaction commits. The notice says whose
 * session and which; it is no secret.
 */
export async function announceEndedSessions(db: Db, ids: readonly SessionId[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    with marks as (
      insert into ended_session (id) select unnest(${[...ids]}::uuid[]) on conflict do nothing returning id
    )
    select pg_notify(${channel}, 'session ' || id) from marks`.execute(db)
}

/** Tells every instance, when the transaction commits, that these keys have ended. */
export async function announceEndedKeys(db: Db, ids: readonly ApiKeyId[]): Promise<void> {
  if (ids.length === 0) return
  await sql`select pg_notify(${channel}, 'api_key ' || id) from unnest(${[...ids]}::uuid[]) as id`.execute(db)
}

/** Tells every instance, when the transaction commits, of something that is recorded elsewhere. */
export async function announce(db: Db, notice: Notice): Promise<void> {
  await sql`select pg_notify(${channel}, ${`${notice.kind} ${notice.id}`})`.execute(db)
}

/** The sessions that ended in the last while, by the database's clock. */
export async function listEndedSessions(db: Db, seconds: number): Promise<SessionId[]> {
  const rows = await db
    .selectFrom('ended_session')
    .select('id')
    .where('ended_at', '>', sql<Date>`now() - make_interval(secs => ${seconds})`)
    .execute()
  return rows.map((row) => row.id)
}

/** Every suspended account. */
export async function listSuspendedUsers(db: Db): Promise<UserId[]> {
  const rows = await db.selectFrom('user').select('id').where('suspended_at', 'is not', null).execute()
  return rows.map((row) => row.id)
}

/** Drops the marks whose access tokens have run out. */
export async function deleteEndedSessions(db: Db, seconds: number): Promise<void> {
  await deleteInChunks(db, 'ended_session', sql`ended_at < now() - make_interval(secs => ${seconds})`)
}
