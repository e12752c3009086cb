import type { Event, EventKind } from '@runsite/shared/audit'
import type { EventId, UserId } from '@runsite/shared/ids'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { deleteInChunks } from '../../db/delete-in-chunks.ts'
import type { Db } from '../../db/schema.ts'
import { nameUserAgent } from './name-user-agent.ts'

/** Appends an event. */
export async function insertEvent(
  db: Db,
  event: {
    id: EventId
    user_id: UserId
    kind: EventKind
    ip: string | null
    user_agent: string | null
    details: Record<string, string>
    created_at: Date
  },
): Promise<void> {
  await db
    .insertInto('event')
    .values({ ...event, details: JSON.stringify(event.details) })
    .execute()
}

/** An account's events before `cursor`, newest first, at most `limit`. */
export async function listEvents(
  db: Db,
  of: { user_id: UserId; cursor: EventId | null; limit: number },
): Promise<Event[]> {
  const rows = await db
    .selectFrom('event')
    .select(['id', 'kind', 'created_at', 'ip', 'user_agent', 'details'])
    .where('user_id', '=', of.user_id)
    .$if(of.cursor !== null, (query) => query.where('id', '<', of.cursor as EventId))
    .orderBy('id', 'desc')
    .limit(of.limit)
    .execute()
  return rows.map((row) => ({
    ...row,
    created_at: row.created_at.toISOString(),
    user_agent: nameUserAgent(row.user_agent),
  }))
}

/** Drops what was recorded before `at`. Ids sort by time, so the primary key finds it. */
export async function deleteEventsBefore(db: Db, at: Date): Promise<void> {
  const first = v7({ msecs: at.getTime(), seq: 0, random: new Uint8Array(16) }) as EventId
  await deleteInChunks(db, 'event', sql`id < ${first}`)
}
