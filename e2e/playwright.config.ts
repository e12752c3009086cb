import { defineConfig, type ReporterDescription } from '@playwright/test'
import { testServer } from './test-server.ts'

const server = await testServer()
const reportFile = process.env['REPORT_FILE']
const reporters: ReporterDescription[] = [['list']]
if (reportFile) reporters.push(['json', { outputFile: reportFile }])

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  workers: 1,
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: reporters,
  globalTeardown: './remove-test-data.ts',
  use: {
    baseURL: server.url,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
  webServer: {
    command: `${process.execPath} dist/main.js`,
    cwd: '../apps/server',
    url: `${server.url}/healthz`,
    env: server.env,
    timeout: 60_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
})
