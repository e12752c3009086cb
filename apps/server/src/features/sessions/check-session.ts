import { AuthError } from '../../auth-error.ts'
import type { AccessTokenClaims, AccessTokenVerifier } from './access-token.ts'
import { findSessionState, type SessionState } from './sessions.store.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import type { Revocations } from '../../revocations/revocations.ts'
import type { SessionActivity } from './session-activity.ts'
import type { SessionId, UserId } from '@runsite/shared/ids'

/** What access tokens are checked with. */
export type SessionChecker = {
  db: Db
  now: Clock
  verify_access_token: AccessTokenVerifier
  revocations: Pick<Revocations, 'statusOf'>
  session_activity: Pick<SessionActivity, 'note'>
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
  let status = services.revocations.statusOf(claims.session_id, claims.user_id)
  if (status === 'unknown') {
    const state = await findSessionState(services.db, claims.session_id)
    status = statusOf(state, at) === 'live' ? 'live' : 'ended'
  }
  if (status === 'ended') throw new AuthError('session_revoked')
  services.session_activity.note({ id: claims.session_id, rot: claims.rot, at })
  return claims
}

/** What a session is at a moment: live, over for good, or unusable while its account is suspended. */
export function statusOf(state: SessionState | null, at: Date): 'live' | 'over' | 'suspended' {
  if (!state || state.revoked_at !== null || state.expires_at <= at) return 'over'
  return state.is_suspended ? 'suspended' : 'live'
}

/**
 * Reads whether a session of a user's is live.
 *
 * @param db a transaction that holds the account's lock, where the answer must stay true: whoever ends a
 *   user's sessions takes the same one
 */
export async function isLiveSession(
  db: Db,
  of: { user_id: UserId; session_id: SessionId },
  at: Date,
): Promise<boolean> {
  const state = await findSessionState(db, of.session_id)
  return state?.user_id === of.user_id && statusOf(state, at) === 'live'
}
