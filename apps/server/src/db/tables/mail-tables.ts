import type { ColumnType, Generated } from 'kysely'

/** A letter that the release before has queued; those of this release are jobs. */
export type MailTable = {
  id: string
  recipient: string
  /** The letter as JSON, sealed under a key derived from `AUTH_SECRET`: it may hold a one-time link. */
  sealed_letter: Buffer
  /** How often it was tried; the try that is under way counts. */
  attempts: Generated<number>
  /** When it may be tried next; while it is being tried, when another instance may take it over. */
  due_at: Date
  created_at: ColumnType<Date, Date, never>
}

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
  /** Noted by the release before, and still to be answered; what this one is asked for waits as a job. */
  is_open: boolean
  asked_at: ColumnType<Date, Date, never>
}
