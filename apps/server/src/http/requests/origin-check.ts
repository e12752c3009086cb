import type { FastifyRequest } from 'fastify'
import type { Config } from '../../config.ts'

/**
 * Whether a request may change things by the authority of its cookies: it comes from the web app, or from a client
 * that is no browser (contract, "Cookies"). `Origin` decides where it is sent, then `Sec-Fetch-Site`.
 */
export function isTrustedOrigin(request: FastifyRequest, config: Config): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers
  if (origin !== undefined) return origin === config.web_url || origin === config.public_url
  return site === undefined || site === 'same-origin' || site === 'none'
}
