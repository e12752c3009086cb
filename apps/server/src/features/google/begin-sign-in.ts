import { createHash } from 'node:crypto'
import type { SessionId, UserId } from '@runsite/shared/ids'
import { buildAuthorizationUrl } from 'openid-client'
import { AuthError } from '../../auth-error.ts'
import type { AttemptCookies } from '../../rpc/context.ts'
import type { Services } from '../../services.ts'
import { requireRecentSignIn } from '../sessions/recent-sign-in.ts'
import { failureOf } from './google-provider.ts'
import { attemptName, attemptSeconds, makeAttempt, openAttempt, sealAttempt } from './sealed-attempt.ts'

const attemptsAtMost = 5

/**
 * Begins a sign-in at Google, bound to the browser that asks: its cookie holds, sealed, what the callback needs.
 *
 * @param asked.link the signed-in person who links Google to their account; null for a sign-in
 * @returns the page at Google to go to
 * @throws `google_not_configured`; `reauthentication_required` for a link; `unavailable` where Google does not answer
 */
export async function beginSignIn(
  services: Services,
  cookies: AttemptCookies,
  asked: { redirect_to: string; link: { user_id: UserId; session_id: SessionId } | null },
): Promise<string> {
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

  dropOlder(services, cookies)
  const attempt = makeAttempt(asked, now())
  cookies.set(attemptName(attempt.state), sealAttempt(google_attempt_key, attempt), attemptSeconds)
  const url = buildAuthorizationUrl(provider, {
    redirect_uri: callbackUrl(config),
    scope: 'openid email profile',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: createHash('sha256').update(attempt.code_verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  return url.href
}

/** Where Google sends its visitors back to: the configured address, whatever the request said. */
export function callbackUrl({ public_url }: { public_url: string }): string {
  return `${public_url}/api/auth/google/callback`
}

/** A browser keeps its newest attempts, so that its cookies do not outgrow what servers take. */
function dropOlder({ google_attempt_key, now }: Services, cookies: AttemptCookies): void {
  const kept = cookies
    .list()
    .flatMap(({ name, value }) => {
      const attempt = openAttempt(google_attempt_key, value, now())
      return attempt && attemptName(attempt.state) === name ? [{ name, attempt }] : []
    })
    .toSorted((one, other) => other.attempt.expires_at - one.attempt.expires_at)
    .slice(0, attemptsAtMost - 1)
    .map(({ name }) => name)
  for (const { name } of cookies.list()) if (!kept.includes(name)) cookies.clear(name)
}
