import { Client } from 'pg'
import type { Config } from '../config.ts'
import { isLocal, isOwnMachine } from '../stand-in/may-stand-in.ts'

/**
 * Whether there may be people here whose passwords everybody knows: everything must say that this is one person's
 * own machine, the database too.
 */
export function maySeed(config: Config): boolean {
  return isOwnMachine(config) && (config.database_url === null || isLocal(hostOf(config.database_url)))
}

function hostOf(database_url: string): string {
  const { host } = new Client({ connectionString: database_url })
  // A folder is that of a Unix socket.
  return host.startsWith('/') ? 'localhost' : host
}
