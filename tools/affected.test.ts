import { globSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { affectedBy, everything, journeysOf, wideJourneys } from './affected.ts'

const root = path.dirname(import.meta.dirname)

test('every journey is run for a feature or is known to show more than one', () => {
  const journeys = globSync('e2e/*.e2e.ts', { cwd: root }).map((file) => path.basename(file, '.e2e.ts'))
  const known = new Set([...Object.values(journeysOf).flat(), ...wideJourneys])

  expect([...known].sort()).toEqual(journeys.sort())
})

test('every feature of the web app has journeys', () => {
  const features = readdirSync(path.join(root, 'apps/web/src/features'))

  expect(Object.keys(journeysOf).sort()).toEqual(features.sort())
})

test('a change in a feature of the server is tested there, in what is built on it, and in a whole life', () => {
  const { units, journeys } = affectedBy(['apps/server/src/features/sessions/end-session.ts'])

  expect(units).toContain('apps/server/src/features/sessions/')
  expect(units).toContain('apps/server/src/features/passwords/')
  expect(units).not.toContain('apps/server/src/features/audit/')
  expect(journeys).toEqual(['/whole-life.e2e'])
})

test('a change in a feature of the web app is tested by its journeys', () => {
  const { units, journeys } = affectedBy(['apps/web/src/features/avatars/crop-dialog.tsx', 'README.md'])

  expect(units).toEqual(['apps/web'])
  expect(journeys).toEqual(['/avatar.e2e'])
})

test('a changed test is run by itself', () => {
  const selected = affectedBy(['apps/web/src/app/paths.test.ts', 'e2e/avatar.e2e.ts'])

  expect(selected).toMatchObject({ units: ['apps/web/src/app/paths.test.ts'], journeys: ['/avatar.e2e'] })
})

test.each(['packages/shared/src/users.ts', 'apps/web/src/ui/button.tsx', 'pnpm-lock.yaml'])(
  'a change of %s is tested by everything',
  (change) => {
    expect(affectedBy(['README.md', change])).toEqual(everything)
  },
)

test('changes that are not known are tested by everything', () => {
  expect(affectedBy(null)).toEqual(everything)
})
