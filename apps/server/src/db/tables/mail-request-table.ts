import type { ColumnType } from 'kysely'

/** A mail that someone asked for, kept for the hour in which it counts. */
export type MailRequestTable = {
  id: string
  /** The address that was named; there need be no account. */
  email: string
  /** `welcome` is the first one, of a registration: it counts apart from those asked for afterwards. */
  kind: 'reset-password' | 'verify-email' | 'welcome'
  /** Where it was asked from. */
  ip: string | null
  user_agent: string | null
  /** Still to be answered, by a job that nobody waits for. */
  is_open: boolean
  asked_at: ColumnType<Date, Date, never>
}
