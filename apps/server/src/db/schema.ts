import type { Kysely } from 'kysely'
import type { ApiKeyTable } from './tables/api-key-table.ts'
import type { AvatarTable } from './tables/avatar-table.ts'
import type { AttemptTable } from './tables/attempt-table.ts'
import type { EndedSessionTable } from './tables/ended-session-table.ts'
import type { EventTable } from './tables/event-table.ts'
import type { LinkTable } from './tables/link-table.ts'
import type { MailRequestTable } from './tables/mail-request-table.ts'
import type { MailTable } from './tables/mail-table.ts'
import type { SessionTable } from './tables/session-table.ts'
import type { SigningKeyTable } from './tables/signing-key-table.ts'
import type { UsedGoogleAttemptTable } from './tables/used-google-attempt-table.ts'
import type { UserTable } from './tables/user-table.ts'

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
