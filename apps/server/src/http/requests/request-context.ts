import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Context, createContext } from '../../rpc/context.ts'
import { attemptCookies } from './attempt-cookies.ts'
import { headerCredential } from './credential.ts'
import { sessionCookies } from './session-cookies.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request as procedures see it. */
    rpc: Context
  }
}

/** Gives every request its context, before any door looks at it. */
export function addRequestContext(app: FastifyInstance, services: Context['services']): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- set by the hook before anyone reads it
  app.decorateRequest('rpc', null as unknown as Context)
  app.addHook('onRequest', async (request, reply) => {
    request.rpc = contextOf(services, request, reply)
  })
}

function contextOf(services: Context['services'], request: FastifyRequest, reply: FastifyReply): Context {
  return createContext(services, {
    request_id: request.id,
    client: {
      ip: request.ip,
      user_agent: request.headers['user-agent']?.slice(0, 500) ?? null,
      request_id: request.id,
    },
    header: headerCredential(request),
    cookies: sessionCookies(services, request, reply),
    attempt_cookies: attemptCookies(services.config, request, reply),
  })
}
