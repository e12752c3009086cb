import type { UserId } from '@runsite/shared/ids'

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
