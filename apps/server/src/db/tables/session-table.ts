import type { SessionId, UserId } from '@runsite/shared/ids'
import type { ColumnType, Generated } from 'kysely'

/** A signed-in device. Its refresh token is MAC(id, counter): nothing of it is stored. */
export type SessionTable = {
  id: SessionId
  user_id: UserId
  /** How often it was refreshed: the `rot` of its current tokens. */
  counter: Generated<number>
  /** The highest `rot` of which something was used; -1 before anything was. */
  confirmed: Generated<number>
  refreshed_at: Date
  /** When the current refresh token runs out; never after `ends_at`. */
  expires_at: Date
  /** When it ends for good, however often it is refreshed. */
  ends_at: ColumnType<Date, Date, never>
  revoked_at: Date | null
  ip: string | null
  user_agent: string | null
  last_seen_at: Date
  created_at: ColumnType<Date, Date, never>
}
