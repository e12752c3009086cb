import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { AuthError } from './auth-error.ts'
import { addAvatars } from './features/avatars/avatars.routes.ts'
import { addGoogleCallback } from './features/google/google.routes.ts'
import { answerBrokenRequest } from './http/answers/broken-request.ts'
import { addExplorer } from './http/openapi/explorer.ts'
import { addHealth } from './http/operations/health.ts'
import { addWellKnown } from './http/doors/well-known.ts'
import { watchMethods } from './http/answers/method-not-allowed.ts'
import { addRefusals, sendRefusal } from './http/answers/refusals.ts'
import { addRequestContext } from './http/requests/request-context.ts'
import { addRequestMetrics } from './http/operations/request-metrics.ts'
import { restDoor, restPrefixes } from './http/doors/rest-door.ts'
import { addScrape } from './http/operations/scrape.ts'
import { addSecurityHeaders } from './http/answers/security-headers.ts'
import { trpcDoor } from './http/doors/trpc-door.ts'
import { addWebApp } from './http/web-app/web-app.ts'
import type { Context } from './rpc/context.ts'

const bodyLimitBytes = 64 * 1024
const requestTimeoutMs = 30_000

/** The whole server on one page: which hook, which door, in which order. */
export async function createApp(services: Context['services']): Promise<FastifyInstance> {
  const { config } = services
  const log: FastifyBaseLogger = services.log
  const app = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: config.trusted_proxies.length > 0 && [...config.trusted_proxies],
    routerOptions: { maxParamLength: 5000 },
    forceCloseConnections: 'idle',
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: (_error, request, reply) => {
      // An address that cannot be decoded comes before every hook.
      reply
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', "default-src 'none'")
      reply.header('referrer-policy', 'no-referrer')
      void sendRefusal(request, reply, new AuthError('malformed_request'))
    },
  })

  addRequestMetrics(app, services.metrics)
  await addSecurityHeaders(app, config)
  await app.register(cors, {
    origin: config.web_url,
    credentials: true,
    exposedHeaders: ['retry-after', 'ratelimit', 'ratelimit-policy', 'x-request-id'],
    maxAge: 600,
  })
  await app.register(cookie)
  addRefusals(app)
  addEncodedSlashCheck(app)
  addRequestContext(app, services)

  const fillMethods = watchMethods(app)
  addHealth(app, services)
  addWellKnown(app, services)
  addScrape(app, services)
  await addExplorer(app, services)
  addAvatars(app, services, restPrefixes)
  addGoogleCallback(app, config, restPrefixes)
  await app.register(async (door) => restDoor(door, services))
  await app.register(async (door) => trpcDoor(door, services))
  fillMethods()
  await addWebApp(app, config)
  return app
}

/** The router decodes an encoded slash into a parameter; here it makes another path, which nobody serves. */
function addEncodedSlashCheck(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (/%2f/i.test(request.url.split('?')[0] ?? '')) throw new AuthError('not_found')
  })
}
