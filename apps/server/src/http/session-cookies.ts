import '@fastify/cookie'
import type { Session } from '@runsite/shared/sessions'
// For what it adds to Fastify's types, also where a client's program sees this file and not the app.
import type {} from '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AuthError } from '../auth-error.ts'
import type { Config } from '../config.ts'
import { isTrustedOrigin } from './origin-check.ts'

/** The cookies of a session, on one request and its answer (contract, "Cookies"). */
export type SessionCookies = {
  access_token: string | null
  refresh_token: string | null
  /** Whether they may change things: the request comes from the web app or from no browser. */
  are_trusted: boolean
  /**
   * A cookie whose authority is about to change something; null where it is not there.
   *
   * @throws `origin_rejected` for a cookie that another site sent along
   */
  readForChange(name: 'access_token' | 'refresh_token'): string | null
  set(session: Session): void
  /** Removes them from the browser. */
  clear(): void
}

/** Binds the session's cookies to a request. On https all are `Secure` and named with the `__Host-` prefix. */
export function sessionCookies(config: Config, request: FastifyRequest, reply: FastifyReply): SessionCookies {
  const nameOf = (name: string) => (config.is_https ? `__Host-${name}` : name)
  const shape = { path: '/', httpOnly: true, secure: config.is_https }
  const read = (name: string) => request.cookies[nameOf(name)] || null
  const are_trusted = isTrustedOrigin(request, config)

  return {
    access_token: read('access_token'),
    refresh_token: read('refresh_token'),
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
    clear() {
      reply
        .clearCookie(nameOf('access_token'), { ...shape, sameSite: 'lax' })
        .clearCookie(nameOf('refresh_token'), { ...shape, sameSite: 'strict' })
    },
  }
}
