import { createHash } from 'node:crypto'
import type { SessionId, UserId } from '@runsite/shared/ids'
import { buildAuthorizationUrl } from 'openid-client'
import { AuthError } from '../../auth-error.ts'
import { requireRecentSignIn } from '../sessions/recent-sign-in.ts'
import { failureOf, type GoogleProvider } from './google-provider.ts'
import { attemptName, makeAttempt, openAttempt, sealAttempt } from './sealed-attempt.ts'
import type { BaseLogger } from 'pino'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/schema.ts'

const attemptsAtMost = 5

/** The sealed attempt of a sign-in that is under way, as its browser keeps it in a cookie. */
export type KeptAttempt = { name: string; value: string }

/**
 * A sign-in that has begun: the page at Google to go to, and what the browser is to keep and to drop for it.
 */
export type BegunSignIn = { url: string; kept: KeptAttempt; dropped: string[] }

/**
 * Begins a sign-in at Google, bound to the browser that asks: its cookie holds, sealed, what the callback
 * needs.
 *
 * @param asked.attempts those that the browser keeps already, unproven
 * @param asked.link the signed-in person who links Google to their account; null for a sign-in
 * @throws `google_not_configured`; `reauthentication_required` for a link; `unavailable` where Google does
 *   not answer
 */
export async function beginSignIn(
  services: {
    config: Pick<Config, 'public_url'>
    db: Db
    now: Clock
    log: Pick<BaseLogger, 'warn'>
    google: GoogleProvider | null
    google_attempt_key: Uint8Array
  },
  asked: {
    redirect_to: string
    link: { user_id: UserId; session_id: SessionId } | null
    attempts: readonly KeptAttempt[]
  },
): Promise<BegunSignIn> {
  const { config, google, google_attempt_key, log, now } = services
  if (!google) throw new AuthError('google_not_configured')
  if (asked.link) await requireRecentSignIn(services, asked.link.session_id)
  const provider = await google().catch((error: unknown) => {
    log.warn(failureOf(error), 'Google did not answer')
    throw new AuthError('unavailable', {
      detail: 'Google does not answer just now. Try again in a moment, or sign in another way.',
      retry_after_seconds: 5,
    })
  })

  const { redirect_to, link, attempts } = asked
  const attempt = makeAttempt({ redirect_to, link }, now())
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: callbackUrl(config),
    scope: 'openid email profile',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: createHash('sha256').update(attempt.code_verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return {
    url: url.href,
    kept: { name: attemptName(attempt.state), value: sealAttempt(google_attempt_key, attempt) },
    dropped: tooMany(google_attempt_key, attempts, now()),
  }
}

/** Where Google sends its visitors back to: the configured address, whatever the request said. */
export function callbackUrl({ public_url }: { public_url: string }): string {
  return `${public_url}/api/auth/google/callback`
}

/** Which attempts make room for one more, so that the browser's cookies do not outgrow what servers take. */
function tooMany(key: Uint8Array, attempts: readonly KeptAttempt[], at: Date): string[] {
  const newest = attempts
    .flatMap(({ name, value }) => {
      const attempt = openAttempt(key, value, at)
      return attempt && attemptName(attempt.state) === name ? [{ name, attempt }] : []
    })
    .toSorted((one, other) => other.attempt.expires_at - one.attempt.expires_at)
    .slice(0, attemptsAtMost - 1)
    .map(({ name }) => name)
  return attempts.map(({ name }) => name).filter((name) => !newest.includes(name))
}
