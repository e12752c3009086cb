import type { ApiKeyScope } from '@runsite/shared/api-keys'
import type { ApiKeyId, UserId } from '@runsite/shared/ids'
import type { ColumnType } from 'kysely'

/** A key for programs. A revoked key's row is gone; an expired one's stays. */
export type ApiKeyTable = {
  id: ColumnType<ApiKeyId, ApiKeyId, never>
  user_id: ColumnType<UserId, UserId, never>
  name: ColumnType<string, string, never>
  scope: ColumnType<ApiKeyScope, ApiKeyScope, never>
  key_prefix: string
  /** SHA-256 of the key, in hex. */
  secret_hash: string
  /** SHA-256 of the key before the last rotation, and until when it is good; both null or neither. */
  overlap_hash: string | null
  overlap_ends_at: Date | null
  expires_at: ColumnType<Date | null, Date | null, never>
  last_used_at: Date | null
  /** When its owner was warned that it expires soon. */
  warned_at: Date | null
  created_at: ColumnType<Date, Date, never>
  updated_at: Date
}
