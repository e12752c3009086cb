import '@fastify/cookie'
import type { Session } from '@runsite/shared/sessions'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import { rememberAccount } from '../../features/limits/known-browser.ts'
import type { Services } from '../../services.ts'
import { isTrustedOrigin } from './origin-check.ts'

const knownForSeconds = 400 * 86_400

/** The cookies of a session, on one request and its answer (contract, "Cookies"). */
export type SessionCookies = {
  access_token: string | null
  refresh_token: string | null
  /** What marks a browser that has signed in, unproven: see `knownBrowser`. */
  known_browser: string | null
  /** Whether they may change things: the request comes from the web app or from no browser. */
  are_trusted: boolean
  /**
   * A cookie whose authority is about to change something; null where it is not there.
   *
   * @throws `origin_rejected` for a cookie that another site sent along
   */
  readForChange(name: 'access_token' | 'refresh_token'): string | null
  /** Hands the browser a session's tokens. */
  set(session: Session): void
  /** The same after a sign-in, of whatever kind: the browser is known from here on. */
  signIn(session: Session): void
  /** Removes the tokens from the browser; it stays known. */
  clear(): void
}

/** Binds the session's cookies to a request. On https all are `Secure` and named with the `__Host-` prefix. */
export function sessionCookies(
  { config, known_browser_key }: Services,
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
