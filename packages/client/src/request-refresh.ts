import type { Session } from '@runsite/shared/sessions'
import { AuthError, isProblem, unreachableError } from './auth-error.ts'
import { retryAfterSeconds } from './refusal-from.ts'
import { isSession } from './session-store.ts'

/** How a refresh ended. Only `refused` is the server's word on the session; `no_verdict` says nothing about it. */
export type RefreshOutcome =
  | { kind: 'session'; session: Session }
  | { kind: 'refused'; error: AuthError }
  | { kind: 'no_verdict'; error: AuthError }

const answerWithinSeconds = 10

/** What ends a session besides a 401. The last three: the server cannot read this token, and never will. */
const verdicts = new Set(['account_suspended', 'validation_failed', 'payload_too_large', 'malformed_request'])

/**
 * Asks the server once for the next pair of tokens. Never rejects.
 *
 * Goes through bare `fetch`, so that no interceptor can wait for the refresh that it is.
 *
 * @param refreshToken null: the cookie carries it, as after the return from Google
 */
export async function requestRefresh(
  url: string,
  refreshToken: string | null,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  let response: Response
  let body: unknown
  try {
    response = await fetch(`${url}/api/auth/refresh`, {
      method: 'POST',
      // The cookies follow each new pair, wherever the server lives: an older one in them would look stolen.
      credentials: 'include',
      ...tokenBody(refreshToken),
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinSeconds * 1000)]),
    })
    body = await response.json().catch(() => null)
  } catch (cause) {
    return { kind: 'no_verdict', error: unreachableError(0, cause) }
  }

  if (response.ok && isSession(body)) return { kind: 'session', session: body }
  const wait = retryAfterSeconds(response.headers.get('retry-after'))
  if (!response.ok && isProblem(body)) {
    const error = new AuthError(body.code, body.detail, { problem: body, retry_after_seconds: wait })
    const isVerdict = response.status === 401 || verdicts.has(body.code)
    return { kind: isVerdict ? 'refused' : 'no_verdict', error }
  }
  return { kind: 'no_verdict', error: unreachableError(response.status, undefined, wait) }
}

/** The body that names a session, or none where the cookies do. */
export function tokenBody(refreshToken: string | null): Pick<RequestInit, 'headers' | 'body'> {
  if (refreshToken === null) return {}
  return {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refresh_token: refreshToken }),
  }
}
