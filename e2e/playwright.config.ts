import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type ReporterDescription } from '@playwright/test'
import { chromium } from './browser.ts'
import { freePort } from './free-port.ts'

// `E2E_URL=http://localhost:5173` runs the journeys against a server that is up already, as `pnpm dev` is.
const running = process.env['E2E_URL']

// Chosen once a run: Playwright reads this file again in each worker, which inherits the choice.
const port = (process.env['E2E_PORT'] ??= String(await freePort()))
const devOutbox = fileURLToPath(new URL('../.data/mail', import.meta.url))
const outbox = (process.env['E2E_OUTBOX'] ??= running ? devOutbox : join(tmpdir(), `rs-e2e-mail-${port}`))
const url = running ?? `http://localhost:${port}`
const reportFile = process.env['REPORT_FILE']
const reporters: ReporterDescription[] = [['list']]
if (reportFile) reporters.push(['json', { outputFile: reportFile }])

/** What a busy machine would falsify: these run after the journeys, one at a time. */
const measured = /(lighthouse|layout-shift|budget)\.e2e\.ts/

export default defineConfig({
  testDir: '.',
  workers: 2,
  fullyParallel: true,
  projects: [
    { name: 'journeys', testMatch: '*.e2e.ts', testIgnore: measured },
    { name: 'measured', testMatch: measured, workers: 1 },
  ],
  timeout: 30_000,
  expect: { timeout: 5_000 },
  reporter: reporters,
  use: {
    baseURL: url,
    trace: 'on-first-retry',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(chromium && { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // A plain-http origin that is not the machine itself: no Web Locks, clipboard or `crypto.subtle`.
        '--host-resolver-rules=MAP box.test 127.0.0.1',
      ],
    },
  },
  ...(!running && {
    webServer: {
      command: `${process.execPath} run-server.ts`,
      url: `${url}/healthz`,
      env: { PORT: port, MAIL_OUTBOX: outbox },
      timeout: 60_000,
      gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    },
  }),
})
