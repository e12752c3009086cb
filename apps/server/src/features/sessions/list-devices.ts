import type { SessionId, UserId } from '@runsite/shared/ids'
import type { Device } from '@runsite/shared/sessions'
import { nameUserAgent } from '../audit/name-user-agent.ts'
import { listLiveSessions } from './sessions.store.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import type { SessionActivity } from './session-activity.ts'

/** A user's signed-in sessions, newest first. What is seen of them and not yet written counts too. */
export async function listDevices(
  { db, now, session_activity }: { db: Db; now: Clock; session_activity: Pick<SessionActivity, 'lastSeen'> },
  of: { user_id: UserId; current: SessionId },
): Promise<Device[]> {
  const rows = await listLiveSessions(db, of.user_id, now())
  return rows.map((row) => ({
    id: row.id,
    current: row.id === of.current,
    ip: row.ip,
    user_agent: nameUserAgent(row.user_agent),
    created_at: row.created_at.toISOString(),
    last_seen_at: (session_activity.lastSeen(row.id) ?? row.last_seen_at).toISOString(),
    expires_at: row.expires_at.toISOString(),
  }))
}
