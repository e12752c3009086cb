import type { Session } from '@runsite/shared/sessions'
import { AuthError } from '../../auth-error.ts'
import { sessionEndedForReuse } from '../../mail/letters/session-ended-for-reuse.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { countAttempts, type RateLimiter } from '../limits/count-attempts.ts'
import { findAccount } from '../users/users.store.ts'
import { type RefreshTokenClaims, readRefreshToken } from './refresh-token.ts'
import { findSessionState, moveCounter, moveSession, revokeSessions } from './sessions.store.ts'
import { issueTokens, type TokenIssuer } from './start-session.ts'
import type { Config } from '../../config.ts'
import type { Revocations } from '../../revocations/revocations.ts'
import type { SessionActivity } from './session-activity.ts'
import { getAccount } from '../users/get-account.ts'
import { statusOf } from './check-session.ts'

type SessionRefresher = TokenIssuer &
  RateLimiter &
  MailQueue & {
    config: Pick<Config, 'refresh_token_seconds' | 'web_url'>
    revocations: Pick<Revocations, 'markPending'>
    session_activity: Pick<SessionActivity, 'confirmed'>
    metrics: { refreshes: { count(outcome: 'moved' | 'repeated' | 'reused'): void } }
  }

const forgivenMs = 30_000

/**
 * Exchanges a refresh token for a new pair (RFC 6749, section 6; contract, "Tokens").
 *
 * The current token moves the session on by one. The one before it gets the same successor, within 30 seconds
 * of that move or for as long as nothing of the successor has been used. Any other was used before: the whole
 * session ends.
 *
 * @throws `refresh_token_invalid` for what this server did not make; `rate_limited`; `session_revoked` when
 *   the session is over; `refresh_token_reused`; `account_suspended`
 */
export async function refreshSession(
  services: SessionRefresher,
  token: string,
  client: Client,
): Promise<Session> {
  const claims = readRefreshToken(services.refresh_token_key, token)
  if (!claims) throw new AuthError('refresh_token_invalid')
  await countAttempts(services, [{ limit: 'refresh', key: claims.session_id }])
  const at = services.now()
  const moved = await moveOn(services, claims, client, at)
  const current = moved ?? (await successorOf(services, claims, client, at))
  services.metrics.refreshes.count(moved ? 'moved' : 'repeated')
  const account = await getAccount(services.db, current.user_id)
  return issueTokens(services, account, { session_id: claims.session_id, at, ...current })
}

async function moveOn(services: SessionRefresher, claims: RefreshTokenClaims, client: Client, at: Date) {
  const { session_id: id, counter } = claims
  const expires_at = new Date(at.getTime() + services.config.refresh_token_seconds * 1000)
  return services.db.transaction().execute(async (tx) => {
    const moved = await moveCounter(tx, { id, counter, at, expires_at })
    if (!moved) return null
    const { user_id, ip } = moved
    if (ip !== client.ip) {
      await moveSession(tx, { id, ip: client.ip, user_agent: client.user_agent })
      const details = { session_id: id, ...(ip !== null && { previous_ip: ip }) }
      await recordEvent(tx, { user_id, kind: 'refreshed_from_new_place', client, at, details })
    }
    return { ...moved, counter: counter + 1 }
  })
}

async function successorOf(services: SessionRefresher, claims: RefreshTokenClaims, client: Client, at: Date) {
  const { db, session_activity } = services
  const state = await findSessionState(db, claims.session_id)
  const status = statusOf(state, at)
  if (!state || status === 'over') throw new AuthError('session_revoked')
  if (status === 'suspended') throw new AuthError('account_suspended')
  // A token from ahead: the database was set back to an older copy.
  if (claims.counter >= state.counter) throw new AuthError('refresh_token_invalid')
  const confirmed = Math.max(state.confirmed, session_activity.confirmed(claims.session_id))
  const isForgiven = at.getTime() - state.refreshed_at.getTime() <= forgivenMs || confirmed < state.counter
  if (claims.counter === state.counter - 1 && isForgiven) return state
  await endReused(services, claims, client, at)
  services.metrics.refreshes.count('reused')
  throw new AuthError('refresh_token_reused')
}

/** Revokes a stolen session, for thief and owner alike, and notifies the owner by mail. */
async function endReused(services: SessionRefresher, claims: RefreshTokenClaims, client: Client, at: Date) {
  const ids = [claims.session_id]
  services.revocations.markPending(ids)
  await services.db.transaction().execute(async (tx) => {
    for (const { id, user_id } of await revokeSessions(tx, { ids, at })) {
      await recordEvent(tx, {
        user_id,
        kind: 'refresh_token_reused',
        client,
        at,
        details: { session_id: id },
      })
      const account = await findAccount(tx, user_id)
      if (!account) continue
      const { email } = account
      await queueMail(services, tx, sessionEndedForReuse(services.config, { email, client, at }), email)
    }
  })
}
