import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.dirname(import.meta.dirname)

/** Which files of tests to run, seen from the root (unit tests) or from `e2e` (journeys). */
export type Selection = {
  units: readonly string[] | 'all'
  journeys: readonly string[] | 'all'
  measured: readonly string[] | 'all'
}

export const everything: Selection = { units: 'all', journeys: 'all', measured: 'all' }

const nobody: Selection = { units: [], journeys: [], measured: [] }

/** The journeys that show a feature of the web app, by the name of its folder; a page belongs to its features. */
export const journeysOf: Record<string, readonly string[]> = {
  accounts: ['delete-account', 'profile', 'session-lost', 'no-connection'],
  'api-keys': ['api-keys', 'key-list', 'lost-keys', 'copy', 'loading'],
  audit: ['activity', 'times'],
  avatars: ['avatar'],
  google: ['google', 'google-stand-in', 'security-google'],
  passwords: ['sign-in', 'forms', 'password-meter', 'recover-account', 'security'],
  sessions: ['session', 'session-lost', 'security-devices', 'tabs', 'toasts', 'times'],
  users: ['profile', 'verify-email'],
}

/** Those that show no single feature: they run with every change of the web app that is not a feature's. */
export const wideJourneys = [
  ...['accessibility', 'broken-page', 'budget', 'cookies', 'explorer', 'first-paint'],
  ...['layout-shift', 'lighthouse', 'skip-link', 'whole-life'],
]

/** What holds for every procedure of the server, whichever feature it is of. */
const serverRules = ['apps/server/src/http', 'apps/server/src/rpc', 'apps/server/test']

/**
 * What changes can have broken.
 *
 * A change inside one feature is tested where that feature, and what is built on it, is tested; any other change of
 * code is tested by everything. CI has no earlier run, and so runs everything.
 *
 * @param changes paths seen from the root; null where they are not known
 */
export function affectedBy(changes: readonly string[] | null): Selection {
  return changes === null ? everything : changes.map(affectedByOne).reduce(join, nobody)
}

function affectedByOne(change: string): Selection {
  if (/\.md$|^\.(github|vscode|changeset)\//.test(change)) return nobody
  const journey = /^e2e\/([a-z-]+)\.e2e\.ts$/.exec(change)?.[1]
  if (journey) return { units: [], journeys: [`/${journey}.e2e`], measured: [`/${journey}.e2e`] }
  if (/\.test\.tsx?$/.test(change)) return { ...nobody, units: [change] }
  const [, app, feature] = /^apps\/(server|web)\/src\/features\/([a-z-]+)\//.exec(change) ?? []
  if (app === 'server' && feature) {
    const folders = withDependents(feature).map((name) => `apps/server/src/features/${name}/`)
    return { units: [...folders, ...serverRules], journeys: ['/whole-life.e2e'], measured: [] }
  }
  const journeys = feature && journeysOf[feature]
  if (app === 'web' && journeys) {
    return { units: ['apps/web'], journeys: journeys.map((name) => `/${name}.e2e`), measured: [] }
  }
  return everything
}

/** The feature itself, and all that import it, also by way of another. */
function withDependents(feature: string, found: string[] = [feature]): string[] {
  const dependents = globSync('apps/server/src/features/*/*.ts', { cwd: root })
    .filter((file) => readFileSync(path.join(root, file), 'utf8').includes(`from '../${feature}/`))
    .map((file) => path.basename(path.dirname(file)))
  for (const name of new Set(dependents)) {
    if (found.includes(name)) continue
    found.push(name)
    withDependents(name, found)
  }
  return found
}

function join(one: Selection, other: Selection): Selection {
  return {
    units: joinFiles(one.units, other.units),
    journeys: joinFiles(one.journeys, other.journeys),
    measured: joinFiles(one.measured, other.measured),
  }
}

function joinFiles(one: Selection['units'], other: Selection['units']): Selection['units'] {
  return one === 'all' || other === 'all' ? 'all' : [...new Set([...one, ...other])]
}
