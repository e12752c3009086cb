import { hasCode } from '../../api/refusal-message.ts'
import { loadRest } from '../../api/rest.ts'
import { session } from '../../api/session.ts'
import { holdVerifyToken, verifyToken } from './verify-token.ts'

/** What became of a mailed link that verifies an address. */
type VerifyOutcome =
  | { kind: 'signed_out' | 'no_link' }
  | { kind: 'verified' | 'already_verified' | 'refused' | 'unverified'; email: string }
  | { kind: 'failed'; error: unknown }

let last: { token: string; userId: string; outcome: VerifyOutcome } | null = null

/**
 * Verifies the address of whoever is signed in, by the link that is held. A link is sent once for each person, however
 * often this is asked; one that may be for another account stays, for after a change of accounts.
 */
export async function takeVerifyLink(): Promise<VerifyOutcome> {
  const token = verifyToken()
  const userId = session.userId()
  if (!userId) return { kind: token ? 'signed_out' : 'no_link' }
  if (token && last?.token === token && last.userId === userId) return last.outcome
  try {
    const { email, email_verified } = await (await loadRest()).users.me()
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
    await (await loadRest()).auth.verifyEmail({ token })
  } catch (error) {
    if (hasCode(error, 'link_expired')) return { kind: 'refused', email }
    throw error
  }
  holdVerifyToken(null)
  return { kind: 'verified', email }
}
