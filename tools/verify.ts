// All that CI runs, in order: `npm test`. Every step is run, whatever the one before it said; the last line counts.

import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findMachineBinaries } from '../apps/server/test/machine-postgres.ts'

/** `flaky` passed too, at the second try. */
type Counts = { passed: number; flaky: number; failed: number; skipped: number }

const root = path.dirname(import.meta.dirname)
const reports = mkdtempSync(path.join(tmpdir(), 'runsite-verify-'))
const reportInPackage = '.turbo/test-report.json'
const none: Counts = { passed: 0, flaky: 0, failed: 0, skipped: 0 }
const startedMs = Date.now()

process.chdir(root)
process.env.TURBO_TELEMETRY_DISABLED = '1'

const steps = [
  await step('Format, lint and types', checkCode),
  await step('Build', () => run('turbo', ['run', 'build', '--output-logs=errors-only'])),
  await step('Tests, on the embedded Postgres', testPackages),
]
const serverTests = readVitest(path.join('apps/server', reportInPackage))
steps.push(await step('Server tests, on a Postgres server', () => testOnServer(total(serverTests))))
steps.push(await step('Journeys in a browser', testJourneys))

rmSync(reports, { recursive: true, force: true })
const sum = steps.reduce(add, none)
say(`\n${Math.round((Date.now() - startedMs) / 1000)} seconds in all`)
say(`${sum.passed} passed (${sum.flaky} at the second try), ${sum.failed} failed, ${sum.skipped} skipped`)
process.exitCode = sum.failed > 0 ? 1 : 0

/** Runs one step. One that fails without a failed test (a type error, a crash) counts as one failure. */
async function step(
  title: string,
  work: () => Promise<boolean | { isOk: boolean; counts: Counts }>,
): Promise<Counts> {
  const beganMs = Date.now()
  say(`\n=== ${title} ===\n`)
  const outcome = await work()
  const { isOk, counts } = typeof outcome === 'boolean' ? { isOk: outcome, counts: none } : outcome
  const failed = isOk ? counts.failed : Math.max(counts.failed, 1)
  say(`\n--- ${title}: ${failed === 0 ? 'good' : 'FAILED'}, ${Math.round((Date.now() - beganMs) / 1000)} s`)
  return { ...counts, failed }
}

async function checkCode(): Promise<boolean> {
  const isPackagesOk = await run('turbo', [
    'run',
    'format',
    'lint',
    'types',
    '--continue',
    '--output-logs=errors-only',
  ])
  const isToolsOk = await run('biome', ['format', 'tools'])
  return isPackagesOk && isToolsOk
}

/** Always really run: a result from turbo's cache would have no report to count. */
async function testPackages() {
  for (const file of reportsInPackages()) rmSync(file)
  const isOk = await run('turbo', [
    ...['run', 'test', '--filter=!@runsite/e2e', '--only', '--force', '--continue', '--concurrency=1'],
    ...['--', ...vitestReporters(reportInPackage)],
  ])
  return { isOk, counts: reportsInPackages().map(readVitest).reduce(add, none) }
}

async function testOnServer(count: number) {
  if (!process.env.TEST_DATABASE_URL && !findMachineBinaries()) {
    say('Skipped: this machine has no Postgres of its own, and TEST_DATABASE_URL is not set.')
    return { isOk: true, counts: { ...none, skipped: count } }
  }
  const report = path.join(reports, 'server.json')
  const isOk = await run('pnpm', ['--filter', '@runsite/server', 'run', 'test', ...vitestReporters(report)], {
    TEST_DATABASE: 'server',
  })
  return { isOk, counts: readVitest(report) }
}

async function testJourneys() {
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const report = path.join(reports, 'journeys.json')
  if (existsSync(chromium)) {
    // Of 250 journeys one may miss a moment on a busy machine. Run by hand, a journey has one try.
    const isOk = await run('pnpm', ['--filter', '@runsite/e2e', 'run', 'test', '--retries=1'], {
      REPORT_FILE: report,
    })
    return { isOk, counts: readPlaywright(report) }
  }
  say(`Skipped: there is no ${chromium}; set CHROMIUM to a Chromium or Chrome. The journeys would have been:`)
  const isOk = await run('pnpm', ['--filter', '@runsite/e2e', 'run', 'test', '--list'], {
    REPORT_FILE: report,
  })
  return { isOk, counts: { ...none, skipped: total(readPlaywright(report)) } }
}

function run(command: string, args: readonly string[], env: Record<string, string> = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    child.once('error', (error) => {
      say(error.message)
      resolve(false)
    })
    child.once('close', (code) => resolve(code === 0))
  })
}

function vitestReporters(file: string): string[] {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
}

function reportsInPackages(): string[] {
  return globSync(`{apps,packages}/*/${reportInPackage}`)
}

function readVitest(file: string): Counts {
  const report = readJson(file)
  return {
    passed: report.numPassedTests ?? 0,
    flaky: 0,
    failed: report.numFailedTests ?? 0,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  }
}

function readPlaywright(file: string): Counts {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readJson(file).stats ?? {}
  return { passed: expected + flaky, flaky, failed: unexpected, skipped }
}

function readJson(file: string) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}

function add(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    flaky: a.flaky + b.flaky,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }
}

function total({ passed, failed, skipped }: Counts): number {
  return passed + failed + skipped
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
