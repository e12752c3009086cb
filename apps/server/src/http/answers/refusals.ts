import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AuthError } from '../../auth-error.ts'
import { refusalOf, toProblem } from '../../rpc/refusal-of.ts'

/**
 * Counts a refusal and sets the headers that go with it, in REST and tRPC alike: `WWW-Authenticate`,
 * `Retry-After`, `RateLimit`, `Allow`.
 */
export function announceRefusal(reply: FastifyReply, refusal: AuthError): void {
  reply.server.metrics.refusals.count(refusal.code)
  if (refusal.status === 401) {
    const isBare = refusal.code === 'unauthenticated'
    reply.header('www-authenticate', isBare ? 'Bearer' : 'Bearer error="invalid_token"')
  }
  if (refusal.code === 'insufficient_scope') {
    reply.header('www-authenticate', 'Bearer error="insufficient_scope"')
  }
  if (refusal.extras.retry_after_seconds !== undefined) {
    reply.header('retry-after', refusal.extras.retry_after_seconds)
  }
  const { limit } = refusal.extras
  if (limit) {
    // draft-ietf-httpapi-ratelimit-headers-10: what is left, and the seconds until there is more.
    reply.header('ratelimit-policy', `"${limit.name}";q=${limit.quota};w=${limit.window_seconds}`)
    reply.header('ratelimit', `"${limit.name}";r=0;t=${refusal.extras.retry_after_seconds ?? 1}`)
  }
  if (refusal.extras.allow) reply.header('allow', refusal.extras.allow.join(', '))
}

/** Answers with a refusal as a problem (RFC 9457). */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: AuthError): FastifyReply {
  announceRefusal(reply, refusal)
  return reply
    .code(refusal.status)
    .header('cache-control', 'no-store')
    .header('x-request-id', request.id)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(toProblem(refusal, request.id)))
}

/** Logs a bug whole, and a database that is away as a warning. Other refusals are not logged. */
export function logFault(request: FastifyRequest, error: unknown, refusal: AuthError): void {
  if (refusal.code === 'internal_error') request.log.error({ err: error }, 'a request failed')
  if (refusal.code === 'unavailable') request.log.warn({ err: error }, 'a request could not be served')
}

/** Makes every error of the server a problem. */
export function addRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const refusal = refusalOf(error)
    logFault(request, error, refusal)
    return sendRefusal(request, reply, refusal)
  })
}
