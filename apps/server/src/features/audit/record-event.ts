import type { EventKind } from '@runsite/shared/audit'
import type { EventId, UserId } from '@runsite/shared/ids'
import { v7 } from 'uuid'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../client.ts'
import { insertEvent } from './audit.store.ts'

/**
 * Adds to an account's record what has happened to it.
 *
 * @param db the transaction of what happened: either both are committed or neither
 * @param event `details` are texts for the owner to read, never a secret; the request's id joins them, and
 *   the API key's where a program did it
 */
export async function recordEvent(
  db: Db,
  event: { user_id: UserId; kind: EventKind; client: Client; at: Date; details?: Record<string, string> },
): Promise<void> {
  const { user_id, kind, client, at } = event
  const details = {
    ...event.details,
    ...(client.api_key_id && { via_api_key_id: client.api_key_id }),
    ...(client.request_id && { request_id: client.request_id }),
  }
  await insertEvent(db, {
    // Version 7 sorts by time, also within a millisecond.
    id: v7() as EventId,
    user_id,
    kind,
    ip: client.ip,
    user_agent: client.user_agent,
    details,
    created_at: at,
  })
}
