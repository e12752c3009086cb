import { createHash, randomBytes } from 'node:crypto'
import type { SessionId, UserId } from '@runsite/shared/ids'
import { open, seal } from '../../crypto/sealed-box.ts'

/** How long a sign-in at Google may take. */
export const attemptSeconds = 600

/** A Google sign-in that is under way in one browser, which keeps it sealed. */
export type Attempt = {
  state: string
  nonce: string
  /** PKCE's secret (RFC 7636). */
  code_verifier: string
  redirect_to: string
  /** Who links Google to their account; null for a sign-in. */
  link: { user_id: UserId; session_id: SessionId } | null
  /** Milliseconds since the epoch. */
  expires_at: number
}

const purpose = 'google-attempt'

/** Makes an attempt: 256 random bits each for what ties the callback, the ID token and the code to it. */
export function makeAttempt(of: Pick<Attempt, 'redirect_to' | 'link'>, at: Date): Attempt {
  const random = () => randomBytes(32).toString('base64url')
  return {
    ...of,
    state: random(),
    nonce: random(),
    code_verifier: random(),
    expires_at: at.getTime() + attemptSeconds * 1000,
  }
}

/** Seals an attempt for its browser to keep. */
export function sealAttempt(key: Uint8Array, attempt: Attempt): string {
  return seal(key, Buffer.from(JSON.stringify(attempt)), purpose).toString('base64url')
}

/** Opens a sealed attempt; null for one that was not made here, or is over. */
export function openAttempt(key: Uint8Array, text: string | null, at: Date): Attempt | null {
  const plain = open(key, Buffer.from(text ?? '', 'base64url'), purpose)
  const attempt = plain && (JSON.parse(plain.toString()) as Attempt)
  return attempt && attempt.expires_at > at.getTime() ? attempt : null
}

/** SHA-256 of a state: what is kept of it here. */
export function stateHash(state: string): Buffer {
  return createHash('sha256').update(state).digest()
}

/** What its browser calls an attempt: each has a name of its own, so that several stand side by side. */
export function attemptName(state: string): string {
  return stateHash(state).toString('hex').slice(0, 16)
}
