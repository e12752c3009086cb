import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config.ts'
import type { KeyRing } from '../../features/sessions/key-ring.ts'

/**
 * What others look for at `/.well-known`: the public keys (`jwks.json`, RFC 7517), by which other services
 * check access tokens, and `change-password`, where password managers send people to change theirs (W3C, of
 * the same name).
 */
export function addWellKnown(
  app: FastifyInstance,
  { config, key_ring }: { config: Pick<Config, 'web_url'>; key_ring: Pick<KeyRing, 'keys'> },
): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300').type('application/jwk-set+json')
    return JSON.stringify(key_ring.keys().jwks)
  })
  app.get('/.well-known/change-password', async (_request, reply) =>
    reply.redirect(`${config.web_url}/settings/security`, 302),
  )
}
