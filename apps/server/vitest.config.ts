import { globSync } from 'node:fs'
import { enableCompileCache, getCompileCacheDir } from 'node:module'
import { defineConfig } from 'vitest/config'

// The workspace's packages are tested from their sources: no build comes first.
const source = '@runsite/source'

// Workers, and the servers that tests start, find what Node has compiled before.
enableCompileCache('node_modules/.cache/compiled')
process.env['NODE_COMPILE_CACHE'] = getCompileCacheDir()

const all = ['src/**/*.test.ts', 'test/**/*.test.ts']

/**
 * What says something of the SQL that the embedded Postgres has not said: stores, the database, its feed and queue,
 * the two features that live by conditional updates, and of every other feature the test that bears its name.
 */
const touchesSql =
  /\.store\.test|src\/(db\/open|mail|jobs|revocations)|features\/(sessions|limits)\/|features\/(?<name>[a-z-]+)\/\k<name>\.test|test\/walk/
const isSqlOnly = process.env['TEST_SCOPE'] === 'sql'

export default defineConfig({
  ssr: { resolve: { conditions: [source, 'module', 'node'], externalConditions: [source, 'node'] } },
  test: {
    include: isSqlOnly
      ? globSync(all, { cwd: import.meta.dirname }).filter((file) => touchesSql.test(file))
      : all,
    globalSetup: 'test/global-setup.ts',
    // Otherwise vitest leaves them to Node, which would look for their builds.
    server: { deps: { inline: [/^@runsite\//, /\/packages\/[a-z]+\/(src|dist)\//] } },
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    // How soon something happens is measured by `bench/`: a test waits as long as a busy machine may need.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
  },
})
