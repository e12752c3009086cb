import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** What some tests came to. `flaky` passed too, at the second try; `missed` names those and the failed, with why. */
export type Tally = {
  passed: number
  flaky: number
  failed: number
  skipped: number
  missed: string[]
  /** How long the tests of each file took, whatever ran beside them. */
  files: { file: string; seconds: number }[]
}

type VitestReport = { testResults?: VitestFile[] }
type VitestFile = {
  name: string
  message: string
  startTime: number
  endTime: number
  assertionResults: VitestTest[]
}
type VitestTest = { fullName: string; status: string; failureMessages: string[] }

type PlaywrightReport = { stats?: Record<string, number>; suites?: PlaywrightSuite[] }
type PlaywrightSuite = { specs?: PlaywrightSpec[]; suites?: PlaywrightSuite[] }
type PlaywrightSpec = { file: string; title: string; tests: PlaywrightTest[] }
type PlaywrightTest = { status: string; results: { duration: number; errors: { message?: string }[] }[] }

export const nothing: Tally = { passed: 0, flaky: 0, failed: 0, skipped: 0, missed: [], files: [] }

/** Reads what vitest's JSON reporter wrote; a file that is not there counts nothing. */
export function readVitest(file: string): Tally {
  const { testResults = [] } = readJson<VitestReport>(file)
  return testResults
    .map(({ name, message, startTime, endTime, assertionResults }) => {
      const where = path.relative('.', name)
      const failed = assertionResults.filter(({ status }) => status === 'failed')
      const passed = assertionResults.filter(({ status }) => status === 'passed')
      // What a passed test keeps is the failure of its first try.
      const flaky = passed.filter(({ failureMessages }) => failureMessages.length > 0)
      const missed = [...failed, ...flaky].map(({ fullName, failureMessages }) =>
        describe(`${where} › ${fullName}`, failureMessages),
      )
      return {
        passed: passed.length,
        flaky: flaky.length,
        failed: failed.length,
        skipped: assertionResults.length - passed.length - failed.length,
        missed: message ? [describe(where, [message]), ...missed] : missed,
        files: [{ file: where, seconds: (endTime - startTime) / 1000 }],
      }
    })
    .reduce(add, nothing)
}

/** Reads what Playwright's JSON reporter wrote; a file that is not there counts nothing. */
export function readPlaywright(file: string): Tally {
  const { stats = {}, suites = [] } = readJson<PlaywrightReport>(file)
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = stats
  const missed = specsOf(suites).flatMap(({ file: name, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => {
        const errors = results.flatMap((result) => result.errors)
        return describe(
          `e2e/${name} › ${title}`,
          errors.map(({ message = '' }) => message),
        )
      }),
  )
  return {
    passed: expected + flaky,
    flaky,
    failed: unexpected,
    skipped,
    missed,
    files: secondsByFile(suites),
  }
}

export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    flaky: a.flaky + b.flaky,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    missed: [...a.missed, ...b.missed],
    files: [...a.files, ...b.files],
  }
}

function secondsByFile(suites: readonly PlaywrightSuite[]): Tally['files'] {
  const byFile = Map.groupBy(specsOf(suites), ({ file }) => `e2e/${file}`)
  return [...byFile].map(([file, specs]) => {
    const tries = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results))
    return { file, seconds: tries.reduce((sum, { duration }) => sum + duration, 0) / 1000 }
  })
}

function specsOf(suites: readonly PlaywrightSuite[]): PlaywrightSpec[] {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)])
}

/** A name, and the first lines of why without the libraries' frames: the rest is further up in the output. */
function describe(name: string, [why = '']: readonly string[]): string {
  const isOwn = (line: string) => !/^\s+at .*(node_modules|new Promise|node:)/.test(line)
  const lines = stripVTControlCharacters(why).split('\n').filter(isOwn).slice(0, 12)
  return [name, ...lines.map((line) => `    ${line}`)].join('\n')
}

function readJson<T extends object>(file: string): Partial<T> {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
