import type { SessionId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import { readRefreshToken } from './refresh-token.ts'
import type { Clock } from '../../clock.ts'
import type { AccessTokenVerifier } from './access-token.ts'

type CredentialReader = {
  now: Clock
  refresh_token_key: Uint8Array
  verify_access_token: AccessTokenVerifier
}

/**
 * Finds the sessions that a logout names by good credentials, wherever they are: in the body, the header or
 * the cookies (contract, "POST /api/auth/logout"). Bad ones are passed over; cookies from another site are
 * bad.
 *
 * @throws `origin_rejected` when such cookies are all there is
 */
export async function namedSessions(
  services: CredentialReader,
  given: {
    /** The refresh token of the body. */
    refresh_token: string | null
    header: { kind: string; token: string } | null
    /** `are_trusted`: the request comes from the web app, or from no browser. */
    cookies: { access_token: string | null; refresh_token: string | null; are_trusted: boolean }
  },
): Promise<{ ids: SessionId[]; cookies_count: boolean }> {
  const { refresh_token: refreshToken, header, cookies } = given
  const accessTokens = [header?.kind === 'access_token' ? header.token : null]
  const refreshTokens = [refreshToken]
  const hasCookies = cookies.access_token !== null || cookies.refresh_token !== null
  const cookiesCount = !hasCookies || cookies.are_trusted
  if (cookiesCount) {
    accessTokens.push(cookies.access_token)
    refreshTokens.push(cookies.refresh_token)
  } else if (refreshToken === null && header === null) {
    throw new AuthError('origin_rejected')
  }
  const found = [
    ...(await Promise.all(accessTokens.map((token) => sessionOfAccessToken(services, token)))),
    ...refreshTokens.map((token) => token && readRefreshToken(services.refresh_token_key, token)?.session_id),
  ]
  return {
    ids: [...new Set(found.filter((id) => id != null && id !== ''))] as SessionId[],
    cookies_count: cookiesCount,
  }
}

async function sessionOfAccessToken(
  services: CredentialReader,
  token: string | null,
): Promise<SessionId | null> {
  if (token === null) return null
  try {
    return (await services.verify_access_token(token, services.now())).session_id
  } catch (error) {
    if (error instanceof AuthError) return null
    throw error
  }
}
