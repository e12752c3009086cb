import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import fastifyCompress from '@fastify/compress'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { openApiDocument } from './openapi.ts'
import { restPrefixes } from '../doors/rest-door.ts'
import type { Config } from '../../config.ts'

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API explorer · Runsite auth</title>
    <link rel="icon" href="/docs/assets/favicon-32x32.png" />
    <script src="/docs/theme.js"></script>
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css" />
  </head>
  <body>
    <main id="explorer"></main>
    <noscript>The explorer needs JavaScript. The document it shows is at <a href="/api/openapi.json">/api/openapi.json</a>.</noscript>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`

const scripts = [
  ['/docs/theme.js', 'explorer-theme.js'],
  ['/docs/start.js', 'explorer.js'],
] as const

/**
 * The OpenAPI document at `/api/openapi.json`, and the explorer on it at `/docs`.
 *
 * They alone are compressed: nothing secret is in them that its length could tell (BREACH).
 */
export async function addExplorer(
  app: FastifyInstance,
  { config }: { config: Pick<Config, 'public_url' | 'is_https'> },
): Promise<void> {
  // Made for the first who asks: it takes longer than all else that opens the server's doors.
  let document: string | undefined
  await app.register(async (open) => {
    await open.register(fastifyCompress)
    for (const prefix of restPrefixes) {
      open.get(`${prefix}/openapi.json`, async (_request, reply) => {
        reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache')
        document ??= JSON.stringify(openApiDocument(config), null, 2)
        return document
      })
    }
    open.get('/docs', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page))
    for (const [path, file] of scripts) {
      const script = readFileSync(new URL(`../../../public/${file}`, import.meta.url), 'utf8')
      open.get(path, async (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script))
    }
    await open.register(fastifyStatic, {
      root: assets,
      prefix: '/docs/assets/',
      decorateReply: false,
      allowedPath: (path) => /\.(css|js|png)$/.test(path),
    })
  })
}
