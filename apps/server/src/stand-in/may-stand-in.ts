import { isIPv4 } from 'node:net'
import type { Config } from '../config.ts'

const isLocal = (host: string) =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '::1' ||
  host === '[::1]' ||
  (isIPv4(host) && host.startsWith('127.'))

/**
 * Whether the stand-in for Google may run: it lets anyone in as anyone, so everything must say that this is one
 * person's own machine. `GOOGLE_STAND_IN=on` is the default and overrides none of it.
 */
export function mayStandIn(
  config: Pick<
    Config,
    'google' | 'google_stand_in' | 'is_production' | 'host' | 'public_url' | 'web_url' | 'trusted_proxies'
  >,
): boolean {
  return (
    config.google === null &&
    config.google_stand_in === 'on' &&
    !config.is_production &&
    // A proxy in front brings people from elsewhere to a server that listens on loopback.
    config.trusted_proxies.length === 0 &&
    isLocal(config.host) &&
    isLocal(new URL(config.public_url).hostname) &&
    isLocal(new URL(config.web_url).hostname)
  )
}
