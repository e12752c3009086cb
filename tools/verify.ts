// All that is checked before a change lands: `npm test`. Every stage is run, whatever the one before it said; the last
// lines say which files were the slowest, how long each stage took, what failed, and how many tests there were.
//
//   npm test              what the changes since the last good run can have broken; at first everything
//   npm test -- --whole   everything, whatever was good before
//   npm test -- --all     everything on both databases, and the journeys that repeat another one elsewhere

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findMachineBinaries } from '../apps/server/test/machine-postgres.ts'
import { chromium } from '../e2e/browser.ts'
import { affectedBy, everything, type Selection } from './affected.ts'
import { changedSince, lastGoodTree, rememberGoodTree, workingTree } from './good-tree.ts'
import { add, nothing, readPlaywright, readVitest, type Tally } from './read-reports.ts'

const { values: options } = parseArgs({
  options: { whole: { type: 'boolean', default: false }, all: { type: 'boolean', default: false } },
})

process.chdir(path.dirname(import.meta.dirname))
process.env.TURBO_TELEMETRY_DISABLED = '1'

const startedMs = Date.now()
const reports = mkdtempSync(path.join(tmpdir(), 'runsite-verify-'))
// Of 2000 tests one may miss a moment on a busy machine: in CI each has a second try, and the end says which took it.
const retries = process.env.CI ? 1 : 0
const tree = workingTree()
const selection = selectTests()

const stages = [
  await stage('Format, lint, types, dead code, packages', checkCode),
  await stage('Build', () => run('pnpm', ['run', 'build', '--output-logs=errors-only'])),
  await stage('Unit tests, on the embedded Postgres', () => testUnits('embedded', selection.units)),
  await stage('Unit tests, on a Postgres server', testOnServer),
  await stage('Journeys in a browser', () => testJourneys('journeys', selection.journeys)),
  await stage('Measurements in a browser', () => testJourneys('measured', selection.measured)),
]

rmSync(reports, { recursive: true, force: true })
const sum = stages.map(({ tally }) => tally).reduce(add, nothing)
for (const what of sum.missed) say(`\nFailed, or passed at the second try: ${what}`)
say('\nThe ten slowest files, in seconds:')
for (const { file, seconds } of sum.files.toSorted((a, b) => b.seconds - a.seconds).slice(0, 10)) {
  say(`${seconds.toFixed(1).padStart(7)}  ${file}`)
}
say('\nThe stages, in seconds:')
for (const { title, seconds } of stages) say(`${seconds.toFixed(0).padStart(7)}  ${title}`)
say(`${((Date.now() - startedMs) / 1000).toFixed(0).padStart(7)}  in all\n`)
say(`${sum.passed} passed (${sum.flaky} at the second try), ${sum.failed} failed, ${sum.skipped} skipped`)
// A tree is good when all that the changes since a good one can have broken was tested.
if (sum.failed === 0 && sum.skipped === 0) rememberGoodTree(tree)
process.exitCode = sum.failed > 0 ? 1 : 0

/** Chooses what the changes since the last good run can have broken. */
function selectTests(): Selection {
  const good = lastGoodTree()
  if (options.whole || options.all || good === null) return everything
  const changes = changedSince(good, tree)
  say(`Changed since the last good run: ${changes?.join(', ') ?? 'not known'}. All is tested by --whole.`)
  return affectedBy(changes)
}

/** Runs one stage. One that fails without a failed test (a type error, a crash) counts as one failure. */
async function stage(
  title: string,
  work: () => Promise<boolean | { isOk: boolean; tally: Tally }>,
): Promise<{ title: string; seconds: number; tally: Tally }> {
  const beganMs = Date.now()
  say(`\n=== ${title} ===\n`)
  const outcome = await work()
  const { isOk, tally } = typeof outcome === 'boolean' ? { isOk: outcome, tally: nothing } : outcome
  const seconds = (Date.now() - beganMs) / 1000
  say(`\n--- ${title}: ${isOk ? 'good' : 'FAILED'}, ${seconds.toFixed(0)} s`)
  const isCounted = isOk || tally.failed > 0
  return {
    title,
    seconds,
    tally: isCounted ? tally : add(tally, { ...nothing, failed: 1, missed: [`${title}: see above`] }),
  }
}

function checkCode(): Promise<boolean> {
  return run('pnpm', ['run', 'check', '--continue'])
}

async function testUnits(name: string, files: readonly string[] | 'all', env: Record<string, string> = {}) {
  if (files.length === 0) return { isOk: true, tally: nothing }
  const report = path.join(reports, `${name}.json`)
  const isOk = await run(
    'vitest',
    [
      ...[
        'run',
        `--retry=${retries}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
      ...(files === 'all' ? [] : ['--passWithNoTests', ...files]),
    ],
    env,
  )
  return { isOk, tally: readVitest(report) }
}

function testOnServer() {
  if (!process.env.TEST_DATABASE_URL && !findMachineBinaries()) {
    say('Skipped: this machine has no Postgres of its own, and TEST_DATABASE_URL is not set.')
    return Promise.resolve({ isOk: true, tally: { ...nothing, skipped: 1 } })
  }
  const isSelected =
    selection.units === 'all' || selection.units.some((file) => file.startsWith('apps/server'))
  return testUnits('server', isSelected ? ['apps/server'] : [], {
    TEST_DATABASE: 'server',
    TEST_SCOPE: options.all ? 'all' : 'sql',
  })
}

async function testJourneys(project: 'journeys' | 'measured', files: readonly string[] | 'all') {
  if (files.length === 0) return { isOk: true, tally: nothing }
  if (!chromium) {
    say('Skipped: this machine has no Chromium. Install the package chromium, or set CHROMIUM to one.')
    return { isOk: true, tally: { ...nothing, skipped: 1 } }
  }
  const report = path.join(reports, `${project}.json`)
  const isOk = await run(
    'pnpm',
    [
      ...['--filter', '@runsite/e2e', 'exec', 'playwright', 'test', `--project=${project}`],
      ...[`--retries=${retries}`, ...(options.all ? [] : ['--grep-invert=@all'])],
      ...(files === 'all' ? [] : ['--pass-with-no-tests', ...files]),
    ],
    { REPORT_FILE: report },
  )
  return { isOk, tally: readPlaywright(report) }
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

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
