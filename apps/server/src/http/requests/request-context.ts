import type { FastifyInstance } from 'fastify'
import { type Context, createContext } from '../../rpc/context.ts'
import type { Services } from '../../services.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The request as procedures see it. */
    rpc: Context
  }
}

/** Gives every request its context, before any door looks at it. */
export function addRequestContext(app: FastifyInstance, services: Services): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- set by the hook before anyone reads it
  app.decorateRequest('rpc', null as unknown as Context)
  app.addHook('onRequest', async (request, reply) => {
    request.rpc = createContext(services, request, reply)
  })
}
