import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts'
import type { PostgresBinaries } from '../src/db/postgres-binaries.ts'
import { findMachineBinaries } from './machine-postgres.ts'

/** A Postgres for one run of the tests, addressed by database. */
export type TestServer = { connection_string: (database: string) => string; stop: () => Promise<void> }

/**
 * Starts the Postgres that the tests run on: the embedded one, or with `TEST_DATABASE=server` the one at
 * `TEST_DATABASE_URL`, or else one from this machine's programs.
 */
export async function startTestServer(env: NodeJS.ProcessEnv): Promise<TestServer> {
  if (env.TEST_DATABASE !== 'server') return startInTemporaryFolder()
  if (env.TEST_DATABASE_URL) return useServerAt(env.TEST_DATABASE_URL)

  const binaries = findMachineBinaries()
  if (!binaries) throw new Error('This machine has no Postgres, and TEST_DATABASE_URL is not set.')
  return startInTemporaryFolder(binaries)
}

async function startInTemporaryFolder(binaries?: PostgresBinaries): Promise<TestServer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'runsite-test-'))
  const server = await startEmbeddedPostgres({
    data_dir: folder,
    fsync: false,
    max_connections: 150,
    ...(binaries ? { binaries } : {}),
  })
  const stop = async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { connection_string: server.connection_string, stop }
}

function useServerAt(address: string): TestServer {
  const connectionString = (database: string) => {
    const url = new URL(address)
    url.pathname = `/${database}`
    return url.href
  }
  return { connection_string: connectionString, stop: async () => {} }
}
