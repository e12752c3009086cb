import type { Config } from '../config.ts'
import { mayStandIn } from './may-stand-in.ts'

/** The settings to go on with, and what closes the stand-in again. */
export type WithStandIn = { config: Config; close: () => Promise<void> }

/**
 * Opens the stand-in for Google where `mayStandIn` says that it may run, on the port after the server's, and returns
 * settings that point at it. Elsewhere not a line of the provider is loaded, and the settings stay as they are.
 *
 * A stand-in that cannot be opened keeps no server from starting.
 *
 * @param onFault told of what goes wrong in it, then and later
 */
export async function withStandIn(config: Config, onFault: (error: unknown) => void): Promise<WithStandIn> {
  const without = { config, close: () => Promise.resolve() }
  if (!mayStandIn(config)) return without
  try {
    const { openStandIn } = await import('./open-stand-in.ts')
    const { close, ...client } = await openStandIn({
      port: config.port === 0 ? 0 : config.port + 1,
      redirect_uris: [`${config.public_url}/api/auth/google/callback`],
      web_url: config.web_url,
      onFault,
    })
    return { config: Object.freeze({ ...config, google: { ...client, is_stand_in: true } }), close }
  } catch (error) {
    onFault(error)
    return without
  }
}
