import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbeddedPostgres } from '../src/db/embedded-postgres.ts'
import type { PostgresBinaries } from '../src/db/postgres-binaries.ts'

/** A Postgres for one run of the tests, addressed by database. */
export type TestServer = { connection_string(database: string): string; stop(): Promise<void> }

const debianFolder = '/usr/lib/postgresql'

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

/** @returns the newest Postgres installed on this machine, or null */
export function findMachineBinaries(): PostgresBinaries | null {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : []
  const folders = versions
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => path.join(debianFolder, version, 'bin'))
  const found = [...folders, configuredFolder()].find(
    (folder) => folder && existsSync(path.join(folder, 'initdb')),
  )
  return found ? { initdb: path.join(found, 'initdb'), postgres: path.join(found, 'postgres') } : null
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

function configuredFolder(): string | null {
  try {
    return execFileSync('pg_config', ['--bindir'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  } catch {
    return null
  }
}
