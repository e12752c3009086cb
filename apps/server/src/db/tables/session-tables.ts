import type { SessionId, UserId } from '@runsite/shared/ids'
import type { ColumnType, Generated } from 'kysely'

/** A signed-in device. Its refresh token is MAC(id, counter): nothing of it is stored. */
export type SessionTable = {
  id: SessionId
  user_id: UserId
  /** How often it was refreshed: the `rot` of its current tokens. */
  counter: Generated<number>
  /** The highest `rot` of which something was used; -1 before anything was. */
  confirmed: Generated<number>
  refreshed_at: Date
  /** When the current refresh token runs out; never after `ends_at`. */
  expires_at: Date
  /** When it ends for good, however often it is refreshed. */
  ends_at: ColumnType<Date, Date, never>
  revoked_at: Date | null
  ip: string | null
  user_agent: string | null
  last_seen_at: Date
  created_at: ColumnType<Date, Date, never>
}

/** A bare mark that a session has ended, kept while its access tokens would be good. Outlives its session's row. */
export type EndedSessionTable = {
  id: SessionId
  /** By the database's clock, which all instances share. */
  ended_at: Generated<Date>
}

/** A signing key: next (neither moment set), current (`activated_at`), or previous (`retired_at`). */
export type SigningKeyTable = {
  /** `kid`: the key's RFC 7638 thumbprint. */
  id: string
  /** The public half as a JWK (JSON text). */
  public_jwk: string
  /** The private half (PKCS #8), sealed under a key derived from `AUTH_SECRET`. */
  sealed_private_key: Buffer
  created_at: ColumnType<Date, Date, never>
  activated_at: Date | null
  retired_at: Date | null
}
