import '@fastify/cookie'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'

/** The cookies of sign-ins under way elsewhere, one each: two tabs that begin at once lose nothing of each other's. */
export type AttemptCookies = {
  /** All that the browser sent, unproven. */
  list(): { name: string; value: string }[]
  read(name: string): string | null
  set(name: string, value: string, seconds: number): void
  clear(name: string): void
}

/** Binds those cookies to a request. They come along when the other site sends its visitor back: `SameSite=Lax`. */
export function attemptCookies(
  { is_https }: Config,
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
    read: (name) => request.cookies[prefix + name] || null,
    set: (name, value, seconds) => void reply.setCookie(prefix + name, value, { ...shape, maxAge: seconds }),
    clear: (name) => void reply.clearCookie(prefix + name, shape),
  }
}
