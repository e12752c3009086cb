import { hkdfSync } from 'node:crypto'

/** A 32-byte key for one purpose from the one secret (HKDF-SHA256, RFC 5869). */
export function deriveKey(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'runsite-auth', purpose, 32))
}
