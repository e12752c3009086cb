import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { AuthError } from '../auth-error.ts'
import { sendRefusal } from './refusals.ts'

const builtApp = fileURLToPath(new URL('../../../web/dist', import.meta.url))
const serverPaths = /^\/(api|trpc|docs|\.well-known|healthz|readyz|metrics|assets)(\/|$)/i

/**
 * Serves the built web app: its assets for ever, and its page for every address that is not the server's own.
 * Unknown addresses of the server are 404 as a problem, never a page.
 */
export async function addWebApp(app: FastifyInstance): Promise<void> {
  const isBuilt = existsSync(`${builtApp}/index.html`)
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: builtApp,
      wildcard: false,
      index: false,
      cacheControl: false,
      setHeaders(response, path) {
        const isHashed = path.startsWith(`${builtApp}/assets/`)
        response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const wantsPage = request.method === 'GET' || request.method === 'HEAD'
    if (!isBuilt || !wantsPage || serverPaths.test(path) || /%2f|\/\//i.test(path)) {
      return sendRefusal(request, reply, new AuthError('not_found'))
    }
    return reply.sendFile('index.html')
  })
}
