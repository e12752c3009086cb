import { AuthError, type AuthErrorCode, refusalFrom } from '@runsite/client'

// Reaches a page only where a refresh did not cure it.
const rejectsItsOwn = 'The server rejects sessions it has just issued. Check its clock and signing keys.'
const hadEnded = 'Your session had ended, so nothing was changed. Try again.'

const messages: Partial<Record<AuthErrorCode, string>> = {
  account_suspended: 'This account is suspended. Ask whoever runs this server.',
  api_key_inactive: "This key has expired, and an expired key can't be rotated. Create a new one.",
  email_taken: 'There is an account with this email already. Sign in instead.',
  image_invalid: 'The server could not read this picture. Choose another.',
  invalid_credentials: 'Wrong email or password.',
  link_expired: 'This link no longer works: it was used, replaced by a newer one, or is too old.',
  not_found: "It's no longer there. It may have been removed in another tab or on another device.",
  password_incorrect: "That isn't your current password.",
  password_too_common: 'This password is on the lists that attackers try first. Choose another.',
  rate_limited: 'Too many attempts.',
  reauthentication_required: 'Sign in again to do this.',
  registration_closed: 'Sign-ups are closed on this server.',
  session_revoked: hadEnded,
  signed_out: hadEnded,
  token_expired: rejectsItsOwn,
  token_invalid: rejectsItsOwn,
  too_many_keys: "You have 100 keys, as many as an account can hold. Revoke one you don't need first.",
  unavailable: 'The server is busy. Nothing was changed.',
  unreachable: "Can't reach the server. Check your connection and try again.",
  validation_failed: 'Some of this needs another look.',
}

/** What to tell a person of a failed call: chosen by its code, never the server's raw sentence. */
export function refusalMessage(error: unknown): string {
  const refusal = refusalFrom(error)
  const message = refusal instanceof AuthError ? messages[refusal.code] : undefined
  return message ?? 'That failed on our side. Try again.'
}

/** Whether a call failed with this code. */
export function hasCode(error: unknown, code: AuthErrorCode): boolean {
  const refusal = refusalFrom(error)
  return refusal instanceof AuthError && refusal.code === code
}

/** The refused fields of a 422, each by its name with what to do about it. */
export function refusedFields(error: unknown): { field: string; message: string }[] {
  const refusal = refusalFrom(error)
  if (!(refusal instanceof AuthError)) return []
  return refusal.errors.map(({ path, message }) => ({ field: path.join('.'), message }))
}

/** What a note about a failed call shows. */
export function refusalNote(error: unknown) {
  const refusal = refusalFrom(error)
  return {
    message: refusalMessage(refusal),
    requestId: refusal instanceof AuthError && refusal.status >= 500 ? refusal.request_id : null,
    retryAfterSeconds: refusal instanceof AuthError ? refusal.retry_after_seconds : null,
  }
}

/**
 * Whether a failed call may have done its work all the same: no answer came in time, or the server broke on the
 * way. What was refused was not done.
 */
export function isInDoubt(error: unknown): boolean {
  const refusal = refusalFrom(error)
  if (refusal instanceof AuthError) return refusal.code === 'unreachable' || refusal.status >= 500
  return refusal instanceof Error && refusal.cause instanceof Error && refusal.cause.name === 'AbortError'
}
