import { AuthError } from '../../auth-error.ts'
import type { Services } from '../../services.ts'
import type { AccessTokenClaims } from './access-token.ts'
import { findSessionState } from './sessions.store.ts'

/**
 * Proves an access token, and that its session has not ended.
 *
 * @throws `token_invalid`, `token_expired`, `session_revoked`
 */
export async function checkSession(services: Services, token: string): Promise<AccessTokenClaims> {
  const at = services.now()
  const claims = await services.verify_access_token(token, at)
  const state = await findSessionState(services.db, claims.session_id)
  if (!state || state.revoked_at || state.is_suspended) throw new AuthError('session_revoked')
  services.sightings.note({ id: claims.session_id, rot: claims.rot, at })
  return claims
}
