import type { ColumnType, Generated } from 'kysely'

/** A letter on its way: gone once it is sent, or given up. */
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
