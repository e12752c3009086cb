import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import type { Config } from '../../config.ts'
import { sendUnlessKept } from '../answers/conditional-get.ts'
import { builtApp, keptApp } from './kept-assets.ts'
import { sendRefusal } from '../answers/refusals.ts'

const serverPaths = /^\/(api|trpc|docs|\.well-known|healthz|readyz|metrics|assets)(\/|$)/i

/**
 * Serves the web app that was built into `folder`: its assets for ever, those kept of earlier builds too, as
 * the build compressed them, and its page for every address that is not the server's own. Unknown addresses
 * of the server are 404 as a problem, never a page.
 */
export async function addWebApp(app: FastifyInstance, config: Config, folder = builtApp): Promise<void> {
  const isBuilt = existsSync(`${folder}/index.html`)
  const page = isBuilt ? pageFor(config, readFileSync(`${folder}/index.html`, 'utf8')) : ''
  const etag = `"${createHash('sha256').update(page).digest('base64url')}"`
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: [keptApp(config.data_dir), folder].filter((root) => existsSync(root)),
      wildcard: false,
      index: false,
      globIgnore: ['index.html', '**/*.{br,gz}'],
      preCompressed: true,
      cacheControl: false,
      setHeaders(response, path) {
        const isHashed = /\/assets\/[^/]+$/.test(path)
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
    reply.header('cache-control', 'no-cache')
    return sendUnlessKept(request, reply, { etag, type: 'text/html; charset=utf-8', body: page })
  })
}

/** The page with the ways to sign in written into it, so that the web app need not ask and nothing moves. */
function pageFor({ google, registration }: Pick<Config, 'google' | 'registration'>, html: string): string {
  const methods = [
    'password',
    ...(google ? ['google'] : []),
    ...(google?.is_stand_in ? ['google-stand-in'] : []),
    ...(registration === 'open' ? ['registration'] : []),
  ]
  return html.replace(/(<meta name="sign-in-methods" content=")[^"]*"/, `$1${methods.join(' ')}"`)
}
