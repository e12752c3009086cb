import type { ColumnType } from 'kysely'

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
