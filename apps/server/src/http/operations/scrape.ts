import { createHash, timingSafeEqual } from 'node:crypto'
import { BlockList, isIPv6 } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { AuthError } from '../../auth-error.ts'
import { type MetricsSource, writeMetrics } from '../../metrics/write-metrics.ts'
import type { Config } from '../../config.ts'

const path = '/metrics'
const forwarding = /^(forwarded|via|x-forwarded-.+|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

/**
 * `/metrics`, in Prometheus's text format: for a loopback connection that was not forwarded, or for who has
 * `METRICS_TOKEN`. To anyone else there is no such path, whatever the method.
 */
export function addScrape(
  app: FastifyInstance,
  services: MetricsSource & { config: Pick<Config, 'metrics_token'> },
): void {
  const { config, metrics } = services
  const tokenHash = config.metrics_token === null ? null : hash(config.metrics_token)

  const isAdmitted = (request: FastifyRequest): boolean => {
    const { header } = request.rpc
    const hasToken = tokenHash !== null && header !== null && timingSafeEqual(hash(header.token), tokenHash)
    return hasToken || isLocal(request)
  }

  // Of the whole server, so that it comes before the answer to methods that the path lacks.
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.url === path && !isAdmitted(request)) throw new AuthError('not_found')
  })
  app.get(path, async (_request, reply) => {
    reply.type(metrics.registry.contentType).header('cache-control', 'no-store')
    return writeMetrics(services)
  })
}

/** Whether the connection itself comes from this machine: `request.ip` would believe a trusted proxy. */
function isLocal({ raw, headers }: FastifyRequest): boolean {
  const address = raw.socket.remoteAddress
  if (address === undefined || Object.keys(headers).some((name) => forwarding.test(name))) return false
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}

/** Two of one length, whatever was sent, compare in constant time. */
const hash = (token: string) => createHash('sha256').update(token).digest()
