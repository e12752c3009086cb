import { hasCode } from '../../api/refusal-message.ts'
import { rest, session } from '../../api/session.ts'

/** What became of a mailed link that verifies an address. */
export type VerifyOutcome =
  | { kind: 'signed_out' | 'no_link' }
  | { kind: 'verified' | 'already_verified' | 'refused' | 'unverified'; email: string }
  | { kind: 'failed'; error: unknown }

const key = 'runsite.verify'
let held: string | null = null
let last: { token: string; userId: string; outcome: VerifyOutcome } | null = null

/**
 * Holds the token of a link until it is used, for this tab alone. It may stand in storage, so that it is still there
 * after a sign-in that leads through another site: without a session of its account it does nothing.
 */
export function holdVerifyToken(token: string): void {
  held = token
  try {
    sessionStorage.setItem(key, token)
  } catch {
    // In memory only.
  }
}

/**
 * Verifies the address of whoever is signed in, by the link that is held. A link is sent once for each person, however
 * often this is asked; one that may be for another account stays, for after a change of accounts.
 */
export async function takeVerifyLink(): Promise<VerifyOutcome> {
  const token = heldToken()
  const userId = session.userId()
  if (!userId) return { kind: token ? 'signed_out' : 'no_link' }
  if (token && last?.token === token && last.userId === userId) return last.outcome
  try {
    const { email, email_verified } = await rest.users.me()
    if (email_verified) return { kind: 'already_verified', email }
    if (!token) return { kind: 'unverified', email }
    const outcome = await send(token, email)
    last = { token, userId, outcome }
    return outcome
  } catch (error) {
    return session.userId() ? { kind: 'failed', error } : { kind: 'signed_out' }
  }
}

async function send(token: string, email: string): Promise<VerifyOutcome> {
  try {
    await rest.auth.verifyEmail({ token })
  } catch (error) {
    if (hasCode(error, 'link_expired')) return { kind: 'refused', email }
    throw error
  }
  try {
    sessionStorage.removeItem(key)
  } catch {
    // It was never there.
  }
  return { kind: 'verified', email }
}

function heldToken(): string | null {
  try {
    return held ?? sessionStorage.getItem(key)
  } catch {
    return held
  }
}
