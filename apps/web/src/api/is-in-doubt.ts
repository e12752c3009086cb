import { AuthError, refusalFrom } from '@runsite/client'

/**
 * Whether a failed call may have done its work all the same: no answer came in time, or the server broke on the
 * way. What was refused was not done.
 */
export function isInDoubt(error: unknown): boolean {
  const refusal = refusalFrom(error)
  if (refusal instanceof AuthError) return refusal.code === 'unreachable' || refusal.status >= 500
  return refusal instanceof Error && refusal.cause instanceof Error && refusal.cause.name === 'AbortError'
}
