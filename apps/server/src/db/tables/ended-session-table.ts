import type { SessionId } from '@runsite/shared/ids'
import type { Generated } from 'kysely'

/** A bare mark that a session has ended, kept while its access tokens would be good. Outlives its session's row. */
export type EndedSessionTable = {
  id: SessionId
  /** By the database's clock, which all instances share. */
  ended_at: Generated<Date>
}
