import type { FastifyInstance, HTTPMethods } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import { sendRefusal } from './refusals.ts'

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']

/**
 * Watches the routes that are added from here on.
 *
 * @returns a function to call when all are there: it answers 405 with `Allow` for the methods that a known
 *   path lacks, before any body is read
 */
export function watchMethods(app: FastifyInstance): () => void {
  const known = new Map<string, Set<string>>()
  let isFilling = false

  app.addHook('onRoute', ({ url, method }) => {
    if (isFilling || url.includes('*')) return
    const seen = known.get(url) ?? new Set()
    for (const each of [method].flat()) seen.add(each)
    known.set(url, seen)
  })

  return () => {
    isFilling = true
    for (const [url, seen] of known) {
      const allow = [...seen].sort()
      const missing = methods.filter((method) => !seen.has(method))
      if (missing.length === 0) continue
      app.route({
        method: missing,
        url,
        exposeHeadRoute: false,
        onRequest: async (request, reply) =>
          sendRefusal(request, reply, new AuthError('method_not_allowed', { allow })),
        handler: async () => undefined,
      })
    }
  }
}
