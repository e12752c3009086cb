import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { exportJWK, generateKeyPair } from 'jose'
import type Koa from 'koa'
import type { Middleware } from 'koa'
import { Provider } from 'oidc-provider'
import { faultPage } from './choose-page.ts'
import { choosePerson } from './choose-person.ts'
import { personOf } from './people.ts'
import { providerSettings } from './provider-settings.ts'

/** What the stand-in is told. */
export type StandInSettings = {
  /** Where to listen on loopback; another free one if it is taken, and 0 for any. */
  port: number
  /** Where the app takes people back. */
  redirect_uris: readonly string[]
  /** The origin of the web app, where people end up. */
  web_url: string
  /** How long the slow person's tokens take; 10 unless told. */
  slow_seconds?: number
  /** Told of what should not happen; nothing of it reaches the app. */
  onFault?: (error: Error) => void
}

/** A running stand-in, as a client of it needs to know it. */
export type StandIn = {
  issuer: string
  client_id: string
  client_secret: string
  close: () => Promise<void>
}

/**
 * Opens an OpenID provider on loopback that stands in for Google: it asks who you are to be, and believes it.
 *
 * Ask `mayStandIn` first. Its keys and its client's secret are made here and end with it.
 */
export async function openStandIn(settings: StandInSettings): Promise<StandIn> {
  const server = createServer()
  const port = await listen(server, settings.port).catch((error: NodeJS.ErrnoException) => {
    if (['EADDRINUSE', 'EACCES', 'ERR_SOCKET_BAD_PORT'].includes(error.code ?? '')) return listen(server, 0)
    throw error
  })
  const origins = [
    ...new Set([...settings.redirect_uris, settings.web_url].map((url) => new URL(url).origin)),
  ]
  // Another name of this machine than the app has, as Google's is another site: so their cookies never meet.
  const isApps = (host: string) => origins.some((origin) => new URL(origin).hostname === host)
  const issuer = `http://${isApps('127.0.0.1') ? 'localhost' : '127.0.0.1'}:${port}`
  const client_id = 'runsite'
  const client_secret = randomBytes(32).toString('base64url')

  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const key = {
    ...(await exportJWK(privateKey)),
    kid: randomBytes(8).toString('hex'),
    alg: 'RS256',
    use: 'sig',
  }
  const client = { client_id, client_secret, redirect_uris: [...settings.redirect_uris] }
  const provider = new Provider(issuer, providerSettings(client, key, settings.web_url))
  const closing = new AbortController()
  // Koa writes to the console what nobody listens to.
  ;(provider as Koa).on('error', (error: Error) => settings.onFault?.(error))
  provider.on('server_error', (_ctx, error) => settings.onFault?.(error))
  provider.use(guard(issuer, origins))
  provider.use(showFaults(settings.web_url))
  provider.use(delayTokens((settings.slow_seconds ?? 10) * 1000, closing.signal))
  provider.use(choosePerson(provider, settings.web_url))
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))

  return {
    issuer,
    client_id,
    client_secret,
    async close() {
      closing.abort()
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

/** Answers to its own name only, so that no other site can reach it under a name of theirs; and sets the headers. */
function guard(issuer: string, origins: readonly string[]): Middleware {
  const policy = [
    "default-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    'img-src data:',
    "style-src 'self'",
    // The browser holds each redirect that follows a form to this, back to the app and its pages too.
    `form-action 'self' ${origins.join(' ')}`,
  ].join('; ')
  return async (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    })
    if (ctx.host !== new URL(issuer).host) {
      ctx.status = 421
      ctx.body = `The stand-in for Google is at ${issuer}\n`
      return
    }
    await next()
  }
}

/** Shows what a person can understand where a page of ours refuses. */
function showFaults(webUrl: string): Middleware {
  return async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      const { status, expose } = error as { status?: number; expose?: boolean }
      if (!expose) throw error
      ctx.status = status ?? 400
      ctx.type = 'html'
      ctx.body = faultPage(webUrl, 'It has been finished, took too long, or began in another browser.')
    }
  }
}

/** Holds back the slow person's tokens. */
function delayTokens(slowMs: number, closing: AbortSignal): Middleware {
  return async (ctx, next) => {
    await next()
    const accountId = ctx.path === '/token' ? ctx['oidc']?.entities.AuthorizationCode?.accountId : undefined
    if (accountId && personOf(accountId).is_slow)
      await wait(slowMs, undefined, { signal: closing }).catch(() => undefined)
  }
}
