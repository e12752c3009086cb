import { isIPv4 } from 'node:net'
import type { Config } from '../config.ts'

/** Whether a host is this machine, by its name alone. */
export const isLocal = (host: string): boolean =>
  host === 'localhost' ||
  host.endsWith('.localhost') ||
  host === '::1' ||
  host === '[::1]' ||
  (isIPv4(host) && host.startsWith('127.'))

type Whereabouts = Pick<Config, 'is_production' | 'host' | 'public_url' | 'web_url' | 'trusted_proxies'>

/** Whether everything says that this is one person's own machine, which nobody else can reach. */
export function isOwnMachine(config: Whereabouts): boolean {
  return (
    !config.is_production &&
    // A proxy in front brings people from elsewhere to a server that listens on loopback.
    config.trusted_proxies.length === 0 &&
    isLocal(config.host) &&
    isLocal(new URL(config.public_url).hostname) &&
    isLocal(new URL(config.web_url).hostname)
  )
}

/**
 * Whether the stand-in for Google may run: it lets anyone in as anyone, so only on a machine of one's own.
 * `GOOGLE_STAND_IN=on` is the default and overrides none of it.
 */
export function mayStandIn(config: Whereabouts & Pick<Config, 'google' | 'google_stand_in'>): boolean {
  return config.google === null && config.google_stand_in === 'on' && isOwnMachine(config)
}

/**
 * Where the stand-in is. It has another name of this machine than the app has, as Google's is another site: so their
 * cookies never meet.
 *
 * @param urls the app's own
 */
export function standInIssuer(port: number, urls: readonly string[]): string {
  const isApps = urls.some((url) => new URL(url).hostname === '127.0.0.1')
  return `http://${isApps ? 'localhost' : '127.0.0.1'}:${port}`
}
