import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import type { Config } from '../../config.ts'
import { rememberAccount } from '../../features/limits/known-browser.ts'
import type { SessionCookies } from '../../rpc/credentials.ts'

const knownForSeconds = 400 * 86_400

/**
 * Binds the session's cookies to a request. On https all are `Secure` and named with the `__Host-` prefix.
 */
export function sessionCookies(
  {
    config,
    known_browser_key,
  }: {
    config: Pick<Config, 'is_https' | 'web_url' | 'public_url'>
    known_browser_key: Uint8Array
  },
  request: FastifyRequest,
  reply: FastifyReply,
): SessionCookies {
  const nameOf = (name: string) => (config.is_https ? `__Host-${name}` : name)
  const shape = { path: '/', httpOnly: true, secure: config.is_https }
  const read = (name: string) => request.cookies[nameOf(name)] || null
  const are_trusted = isTrustedOrigin(request, config)

  const cookies: SessionCookies = {
    access_token: read('access_token'),
    refresh_token: read('refresh_token'),
    known_browser: read('known_browser'),
    are_trusted,
    readForChange(name) {
      const value = read(name)
      if (value !== null && !are_trusted) throw new AuthError('origin_rejected')
      return value
    },
    set(session) {
      reply
        .setCookie(nameOf('access_token'), session.access_token, {
          ...shape,
          sameSite: 'lax',
          maxAge: session.expires_in,
        })
        .setCookie(nameOf('refresh_token'), session.refresh_token, {
          ...shape,
          sameSite: 'strict',
          maxAge: session.refresh_expires_in,
        })
    },
    signIn(session) {
      cookies.set(session)
      reply.setCookie(
        nameOf('known_browser'),
        rememberAccount(known_browser_key, cookies.known_browser, session.id),
        { ...shape, sameSite: 'lax', maxAge: knownForSeconds },
      )
    },
    clear() {
      reply
        .clearCookie(nameOf('access_token'), { ...shape, sameSite: 'lax' })
        .clearCookie(nameOf('refresh_token'), { ...shape, sameSite: 'strict' })
    },
  }
  return cookies
}

/**
 * Whether a request may change things by the authority of its cookies: it comes from the web app, or from a
 * client that is no browser (contract, "Cookies"). `Origin` decides where it is sent, then `Sec-Fetch-Site`.
 */
function isTrustedOrigin(request: FastifyRequest, config: Pick<Config, 'web_url' | 'public_url'>): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin !== undefined) return origin === config.web_url || origin === config.public_url
  return site === undefined || site === 'same-origin' || site === 'none'
}
