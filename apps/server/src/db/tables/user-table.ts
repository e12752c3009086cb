import type { AvatarId, UserId } from '@runsite/shared/ids'
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
