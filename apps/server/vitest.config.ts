import { enableCompileCache, getCompileCacheDir } from 'node:module'
import { defineConfig } from 'vitest/config'

// The workspace's packages are tested from their sources: no build comes first.
const source = '@runsite/source'

// Workers, and the servers that tests start, find what Node has compiled before.
enableCompileCache('node_modules/.cache/compiled')
process.env['NODE_COMPILE_CACHE'] = getCompileCacheDir()

export default defineConfig({
  ssr: { resolve: { conditions: [source, 'module', 'node'], externalConditions: [source, 'node'] } },
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
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
