import { defineConfig } from 'vitest/config'

export default defineConfig({
  ssr: {
    resolve: {
      conditions: ['@runsite/source', 'module', 'node'],
      externalConditions: ['@runsite/source', 'node'],
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: './test/start-server.ts',
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
  },
})
