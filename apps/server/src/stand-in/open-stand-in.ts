import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import type Koa from 'koa'
import { Provider } from 'oidc-provider'
import { choosePerson } from './choose-person.ts'
import { standInIssuer } from './may-stand-in.ts'
import { providerSettings } from './provider-settings.ts'
import { delayTokens, guard, showFaults } from './stand-in-door.ts'

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
  const issuer = standInIssuer(port, origins)
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
