import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'
import type { AttemptCookies } from '../../rpc/credentials.ts'

/**
 * Binds the cookies of sign-ins under way to a request. They come along when the other site sends its visitor
 * back: `SameSite=Lax`.
 */
export function attemptCookies(
  { is_https }: Pick<Config, 'is_https'>,
  request: FastifyRequest,
  reply: FastifyReply,
): AttemptCookies {
  const prefix = `${is_https ? '__Host-' : ''}google_attempt_`
  const shape = { path: '/', httpOnly: true, secure: is_https, sameSite: 'lax' } as const
  return {
    list: () =>
      Object.entries(request.cookies).flatMap(([name, value]) =>
        name.startsWith(prefix) && value ? [{ name: name.slice(prefix.length), value }] : [],
      ),
    set: (name, value, seconds) => void reply.setCookie(prefix + name, value, { ...shape, maxAge: seconds }),
    clear: (name) => void reply.clearCookie(prefix + name, shape),
  }
}
