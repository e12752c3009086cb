import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SessionId } from '@runsite/shared/ids'
import { parse, stringify } from 'uuid'

/** What a refresh token says: which session, and how often that had been refreshed when it was made. */
export type RefreshTokenClaims = { session_id: SessionId; counter: number }

const macOf = (key: Uint8Array, body: Uint8Array) => createHmac('sha256', key).update(body).digest()

/**
 * Makes a session's refresh token: `rt_` and the base64url of 16 bytes of session id, 4 bytes of counter
 * (big-endian) and 32 bytes of HMAC-SHA256 over both (contract, "Tokens"). The same claims give the same
 * token.
 */
export function makeRefreshToken(key: Uint8Array, claims: RefreshTokenClaims): string {
  const body = Buffer.alloc(20)
  body.set(parse(claims.session_id), 0)
  body.writeUInt32BE(claims.counter, 16)
  return `rt_${Buffer.concat([body, macOf(key, body)]).toString('base64url')}`
}

/** Reads a refresh token, in constant time as to its MAC; null for anything that this server did not make. */
export function readRefreshToken(key: Uint8Array, token: string): RefreshTokenClaims | null {
  if (!/^rt_[A-Za-z0-9_-]{70}$/.test(token)) return null
  const bytes = Buffer.from(token.slice(3), 'base64url')
  // The last character carries spare bits: only the spelling that we make is ours.
  if (bytes.length !== 52 || `rt_${bytes.toString('base64url')}` !== token) return null
  const body = bytes.subarray(0, 20)
  if (!timingSafeEqual(macOf(key, body), bytes.subarray(20))) return null
  return { session_id: stringify(body.subarray(0, 16)) as SessionId, counter: body.readUInt32BE(16) }
}
