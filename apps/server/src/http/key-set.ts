import type { FastifyInstance } from 'fastify'
import type { Services } from '../services.ts'

/** `/.well-known/jwks.json`: the public keys, so that other services can check access tokens (RFC 7517). */
export function addKeySet(app: FastifyInstance, { key_ring }: Services): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json')
    return JSON.stringify(key_ring.keys().jwks)
  })
}
