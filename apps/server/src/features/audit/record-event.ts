import type { EventKind } from '@runsite/shared/audit'
import type { EventId, UserId } from '@runsite/shared/ids'
import { v7 } from 'uuid'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../services.ts'
import { insertEvent } from './audit.store.ts'

/**
 * Adds to an account's record what has happened to it.
 *
 * @param db the transaction of the deed: neither stands without the other
 * @param event `details` are texts for the owner to read, never a secret
 */
export async function recordEvent(
  db: Db,
  event: { user_id: UserId; kind: EventKind; client: Client; at: Date; details?: Record<string, string> },
): Promise<void> {
  const { user_id, kind, client, at, details = {} } = event
  await insertEvent(db, {
    id: v7({ msecs: at.getTime() }) as EventId,
    user_id,
    kind,
    ip: client.ip,
    user_agent: client.user_agent,
    details,
    created_at: at,
  })
}
