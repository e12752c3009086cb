import type { EventKind } from '@runsite/shared/audit'
import type { AvatarId, EventId, UserId } from '@runsite/shared/ids'
import type { ColumnType, Generated } from 'kysely'

/** An account. `email` is normalised before it comes here, and unique as such. */
export type UserTable = {
  id: UserId
  email: string
  email_verified: Generated<boolean>
  name: string
  /** PHC string; null where the account has no password. */
  password_hash: string | null
  /** Their picture; null where there is none. */
  avatar_id: Generated<AvatarId | null>
  /** Who they are at Google: the issuer and its `sub`, both or neither. */
  google_issuer: Generated<string | null>
  google_sub: Generated<string | null>
  /** When they undid that: from then on only they link it again. */
  google_unlinked_at: Generated<Date | null>
  suspended_at: Date | null
  created_at: ColumnType<Date, Date, never>
  updated_at: Date
}

/** A picture as it is served: 512 × 512 WebP. A user has one at most; each upload has a new id. */
export type AvatarTable = {
  id: AvatarId
  user_id: UserId
  webp: Buffer
  created_at: Date
}

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

/** A one-time link in a letter; gone once it is used, replaced or void. */
export type LinkTable = {
  /** SHA-256 of the token. */
  token_hash: Buffer
  purpose: 'verify-email' | 'reset-password'
  user_id: UserId
  /** The address it was sent to: it counts only while that is the account's. */
  email: string
  expires_at: Date
  created_at: Date
}
