import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rolldown } from 'vite'
import { beforeAll, expect, test, vi } from 'vitest'

type Chunk = Rolldown.OutputChunk

/** What stands around every page of the account: part of the first such page, whichever that is. */
const layout = 'settings-layout'
const accountPages = ['profile-page', 'security-page', 'api-keys-page', 'activity-page']

let chunks: Chunk[] = []

beforeAll(async () => {
  vi.stubEnv('NODE_ENV', 'production')
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const built = await build({ root, logLevel: 'error', build: { write: false } })
  if (!('output' in built)) throw new Error('Nothing was built.')
  chunks = built.output.filter((file) => file.type === 'chunk')
}, 120_000)

function named(name: string): Chunk {
  const found = chunks.find((chunk) => chunk.name === name)
  if (!found) throw new Error(`There is no part called ${name}.`)
  return found
}

/** All that is loaded with these: they, and what they import at once. */
function withImports(...parts: Chunk[]): Set<Chunk> {
  const all = new Set(parts)
  for (const { imports } of all) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) all.add(chunk)
  }
  return all
}

const entry = () => chunks.filter((chunk) => chunk.isEntry)

const kilobytes = (loaded: Iterable<Chunk>) =>
  [...loaded].reduce((sum, { code }) => sum + gzipSync(code).length, 0) / 1000

/** What a part adds to what is loaded where it is asked for; where that is in several places, the most. */
function addedBy(part: Chunk): number {
  // zod comes with the first page that has a form, and is counted there: in the 250 kB.
  const around = accountPages.includes(part.name) ? [named(layout), named('zod')] : []
  const added = chunks
    .filter(({ dynamicImports }) => dynamicImports.includes(part.fileName))
    .map((asker) => {
      const loaded = withImports(...entry(), ...around, asker)
      return kilobytes([...withImports(part)].filter((chunk) => !loaded.has(chunk)))
    })
  return Math.max(...added)
}

test('the sign-in page comes without schemas, axios, icons, components, toasts, the query cache and tRPC', () => {
  const modules = [...withImports(...entry())].flatMap(({ moduleIds }) => moduleIds)
  const later =
    /node_modules\/(zod|axios|lucide-react|@base-ui|@floating-ui|@trpc|@tanstack\/(react-query|query-core))\/|\/ui\/toasts/

  expect(modules).toContainEqual(expect.stringContaining('sign-in-form'))
  expect(modules.filter((id) => later.test(id))).toEqual([])
})

test('all that signing in needs is at most 125 kB', () => {
  expect(kilobytes(withImports(...entry()))).toBeLessThanOrEqual(125)
})

test.each(accountPages)('with the account’s %s as the first page it is at most 250 kB', (page) => {
  expect(kilobytes(withImports(...entry(), named(layout), named(page)))).toBeLessThanOrEqual(250)
})

test('every other lazy part adds at most 40 kB to what is loaded where it is asked for', () => {
  const parts = chunks.filter(({ isDynamicEntry, name }) => isDynamicEntry && name !== layout)
  const sizes = parts.map((part) => [part.name, addedBy(part)] as const)

  expect(parts.map(({ name }) => name)).toEqual(expect.arrayContaining([...accountPages, 'crop-dialog']))
  expect(sizes.filter(([, size]) => !(size > 0 && size <= 40))).toEqual([])
})
