// All that CI runs, in order: `npm test`. Every step is run, whatever the one before it said; the last lines name what
// failed, and count.

import { spawn } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findMachineBinaries } from '../apps/server/test/machine-postgres.ts'
import { add, nothing, readPlaywright, readVitest, type Tally } from './read-reports.ts'

const root = path.dirname(import.meta.dirname)
const reports = mkdtempSync(path.join(tmpdir(), 'runsite-verify-'))
const reportInPackage = '.turbo/test-report.json'
const startedMs = Date.now()
// Of 2000 tests one may miss a moment on a busy machine: here each has a second try, and the end says which took it.
// Run by hand, a test has one.
const retries = 1

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
const sum = steps.reduce(add, nothing)
for (const what of sum.missed) say(`\nFailed, or passed at the second try: ${what}`)
say(`\n${Math.round((Date.now() - startedMs) / 1000)} seconds in all`)
say(`${sum.passed} passed (${sum.flaky} at the second try), ${sum.failed} failed, ${sum.skipped} skipped`)
process.exitCode = sum.failed > 0 ? 1 : 0

/** Runs one step. One that fails without a failed test (a type error, a crash) counts as one failure. */
async function step(
  title: string,
  work: () => Promise<boolean | { isOk: boolean; tally: Tally }>,
): Promise<Tally> {
  const beganMs = Date.now()
  say(`\n=== ${title} ===\n`)
  const outcome = await work()
  const { isOk, tally } = typeof outcome === 'boolean' ? { isOk: outcome, tally: nothing } : outcome
  const seconds = Math.round((Date.now() - beganMs) / 1000)
  say(`\n--- ${title}: ${isOk ? 'good' : 'FAILED'}, ${seconds} s`)
  if (isOk || tally.failed > 0) return tally
  return add(tally, { ...nothing, failed: 1, missed: [`${title}: see above`] })
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
    ...['--', ...vitestOptions(reportInPackage)],
  ])
  return { isOk, tally: reportsInPackages().map(readVitest).reduce(add, nothing) }
}

async function testOnServer(count: number) {
  if (!process.env.TEST_DATABASE_URL && !findMachineBinaries()) {
    say('Skipped: this machine has no Postgres of its own, and TEST_DATABASE_URL is not set.')
    return { isOk: true, tally: { ...nothing, skipped: count } }
  }
  const report = path.join(reports, 'server.json')
  const isOk = await run('pnpm', ['--filter', '@runsite/server', 'run', 'test', ...vitestOptions(report)], {
    TEST_DATABASE: 'server',
  })
  return { isOk, tally: readVitest(report) }
}

async function testJourneys() {
  const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const report = path.join(reports, 'journeys.json')
  if (existsSync(chromium)) {
    const isOk = await run('pnpm', ['--filter', '@runsite/e2e', 'run', 'test', `--retries=${retries}`], {
      REPORT_FILE: report,
    })
    return { isOk, tally: readPlaywright(report) }
  }
  say(`Skipped: there is no ${chromium}; set CHROMIUM to a Chromium or Chrome. The journeys would have been:`)
  const isOk = await run('pnpm', ['--filter', '@runsite/e2e', 'run', 'test', '--list'], {
    REPORT_FILE: report,
  })
  return { isOk, tally: { ...nothing, skipped: total(readPlaywright(report)) } }
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

function vitestOptions(file: string): string[] {
  return [`--retry=${retries}`, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
}

function reportsInPackages(): string[] {
  return globSync(`{apps,packages}/*/${reportInPackage}`)
}

function total({ passed, failed, skipped }: Tally): number {
  return passed + failed + skipped
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
