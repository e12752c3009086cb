import type { Kysely } from 'kysely'
import type { AvatarTable, EventTable, LinkTable, UserTable } from './tables/account-tables.ts'
import type { ApiKeyTable } from './tables/api-key-table.ts'
import type { AttemptTable, UsedGoogleAttemptTable } from './tables/attempt-tables.ts'
import type { MailRequestTable, MailTable } from './tables/mail-tables.ts'
import type { EndedSessionTable, SessionTable, SigningKeyTable } from './tables/session-tables.ts'

/** Every table, one line each. */
export type Database = {
  user: UserTable
  avatar: AvatarTable
  session: SessionTable
  ended_session: EndedSessionTable
  signing_key: SigningKeyTable
  attempt: AttemptTable
  event: EventTable
  api_key: ApiKeyTable
  mail: MailTable
  mail_request: MailRequestTable
  link: LinkTable
  used_google_attempt: UsedGoogleAttemptTable
}

/** The database, or a transaction on it: a store takes either. */
export type Db = Kysely<Database>
