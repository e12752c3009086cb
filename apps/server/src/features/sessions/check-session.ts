import { AuthError } from '../../auth-error.ts'
import type { Services } from '../../services.ts'
import type { AccessTokenClaims } from './access-token.ts'
import { findSessionState } from './sessions.store.ts'

/**
 * Proves an access token, and that its session has not ended: without a database read while the feed of
 * revocations has proved itself alive, by reading the session while it has not.
 *
 * @throws `token_invalid`, `token_expired`, `session_revoked`
 */
export async function checkSession(services: Services, token: string): Promise<AccessTokenClaims> {
  const at = services.now()
  const claims = await services.verify_access_token(token, at)
  let standing = services.revocations.standingOf(claims.session_id, claims.user_id)
  if (standing === 'unknown') {
    const state = await findSessionState(services.db, claims.session_id)
    standing = !state || state.revoked_at || state.is_suspended ? 'ended' : 'live'
  }
  if (standing === 'ended') throw new AuthError('session_revoked')
  services.sightings.note({ id: claims.session_id, rot: claims.rot, at })
  return claims
}
