import { AuthError } from '../../auth-error.ts'
import type { AccessTokenClaims, AccessTokenVerifier } from './access-token.ts'
import { findSessionState } from './sessions.store.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import type { Revocations } from '../../revocations/revocations.ts'
import type { Sightings } from './sightings.ts'

/** What access tokens are checked with. */
export type SessionChecker = {
  db: Db
  now: Clock
  verify_access_token: AccessTokenVerifier
  revocations: Pick<Revocations, 'standingOf'>
  sightings: Pick<Sightings, 'note'>
}

/**
 * Proves an access token, and that its session has not ended: without a database read while the feed of
 * revocations has proved itself alive, by reading the session while it has not.
 *
 * @throws `token_invalid`, `token_expired`, `session_revoked`
 */
export async function checkSession(services: SessionChecker, token: string): Promise<AccessTokenClaims> {
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
