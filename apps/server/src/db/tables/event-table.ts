import type { EventKind } from '@runsite/shared/audit'
import type { EventId, UserId } from '@runsite/shared/ids'
import type { ColumnType } from 'kysely'

/** What happened to an account. Rows are added, and go with the account. */
export type EventTable = {
  id: ColumnType<EventId, EventId, never>
  user_id: ColumnType<UserId, UserId, never>
  kind: ColumnType<EventKind, EventKind, never>
  ip: ColumnType<string | null, string | null, never>
  user_agent: ColumnType<string | null, string | null, never>
  /** JSON text to insert, parsed when read. */
  details: ColumnType<Record<string, string>, string, never>
  created_at: ColumnType<Date, Date, never>
}
