import type { ColumnType } from 'kysely'

/** How often something was tried that is limited. */
export type AttemptTable = {
  /** HMAC-SHA256 of the limit's name and what it counts by: no address is stored in the clear. */
  key_hash: ColumnType<Buffer, Buffer, never>
  count: number
  /** How many tries the limit allows before the next one waits for `free_at`. */
  quota: number
  /** The first delay past the quota, of a limit whose delay grows; 0 for one that waits for `resets_at`. */
  delay_seconds: number
  /** When the next try is allowed; null: now. */
  free_at: Date | null
  /** When all is forgotten. */
  resets_at: Date
}

/** A Google sign-in that has come back: it never does a second time. */
export type UsedGoogleAttemptTable = {
  /** SHA-256 of its `state`. */
  state_hash: Buffer
  expires_at: Date
}
