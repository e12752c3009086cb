import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Metrics } from '../../metrics/metrics.ts'
import { procedures } from '../doors/rest-procedures.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Where refusals are counted, however early they come. */
    metrics: Metrics
  }
}

const ownRoutes = /^\/(api|trpc|docs|\.well-known|healthz|readyz|metrics)(\/|$)/

/** Times every request. What a client may choose, such as an unknown path, is never a label. */
export function addRequestMetrics(app: FastifyInstance, metrics: Metrics): void {
  const known = procedures()
  app.decorate('metrics', metrics)
  app.addHook('onResponse', (request, reply, done) => {
    const status = `${Math.floor(reply.statusCode / 100)}xx`
    metrics.requests.observe(
      { method: request.method, route: routeOf(request, known), status },
      reply.elapsedTime / 1000,
    )
    done()
  })
}

/**
 * The route as it is registered: `/api/…` for both prefixes; a procedure's name, or `/trpc/:path` for batches
 * and unknown ones; `other` for the web app's files and pages, and for paths that nobody serves.
 */
function routeOf(request: FastifyRequest, known: ReadonlyMap<string, unknown>): string {
  const url = request.routeOptions.url ?? ''
  if (url === '/trpc/:path') {
    const { path } = request.params as { path: string }
    return known.has(path) ? `/trpc/${path}` : url
  }
  return ownRoutes.test(url) ? url.replace(/^\/api\/v1\//, '/api/') : 'other'
}
