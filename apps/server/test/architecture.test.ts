import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { findRings, type Import, readImports, sourcesOf } from './imports.ts'
import { drawRooms, floorOf, roomOf } from './rooms.ts'

const workspace = resolve(import.meta.dirname, '../../..')
const server = join(workspace, 'apps/server/src')
const web = join(workspace, 'apps/web/src')
const imports = readImports(server)

/** The imports that a rule forbids, as `file -> import`. */
function forbidden(
  of: ReturnType<typeof readImports>,
  rule: (file: string, imported: Import) => boolean,
): string[] {
  return [...of].flatMap(([file, names]) =>
    names.filter((imported) => rule(file, imported)).map(({ name }) => `${file} -> ${name}`),
  )
}

test('every room of the server has its floor', () => {
  const rooms = [...new Set([...imports.keys()].map(roomOf))]

  expect(rooms.filter((room) => floorOf(room) === -1)).toEqual([])
})

test('a file of the server imports only from its own room and from the floors below', () => {
  const upward = forbidden(
    imports,
    (file, { name, isOwn }) =>
      isOwn && roomOf(name) !== roomOf(file) && floorOf(roomOf(name)) <= floorOf(roomOf(file)),
  )

  expect(upward).toEqual([])
})

test('no files of the server import each other in a ring, types counted', () => {
  expect(findRings(imports)).toEqual([])
})

test('no files of the web app import each other in a ring, types counted', () => {
  expect(findRings(readImports(web))).toEqual([])
})

test('a ring is found where the arrow back is a type, and a way without one is none', () => {
  const to = (name: string, isType = false): Import => ({ name, isOwn: true, isType, isReexport: false })
  const drawn = new Map([
    ['a.ts', [to('b.ts')]],
    ['b.ts', [to('a.ts', true), to('c.ts')]],
    ['c.ts', []],
  ])

  expect(findRings(drawn)).toEqual([['a.ts', 'b.ts']])
})

test('the type of all services is known to services.ts and the context of a call alone', () => {
  const knowing = sourcesOf(server).filter((file) =>
    /\bServices\b/.test(readFileSync(join(server, file), 'utf8')),
  )

  expect(knowing).toEqual(['rpc/context.ts', 'services.ts'])
})

test('no file of the server hands an import on, so that every arrow is seen', () => {
  expect(forbidden(imports, (_file, { isReexport }) => isReexport)).toEqual([])
})

test('no file of the server has more than 300 lines', () => {
  const long = sourcesOf(server).filter(
    (file) => readFileSync(join(server, file), 'utf8').split('\n').length > 301,
  )

  expect(long).toEqual([])
})

test('a base name is used once in the server', () => {
  const names = sourcesOf(server).map((file) => file.split('/').at(-1) ?? '')

  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('only the edge knows Fastify, only rpc/ and the tRPC door know tRPC', () => {
  const wrong = forbidden(imports, (file, { name }) => {
    // Busboy is Fastify's by name only: it parses plain streams.
    const isFastify = /^(fastify|@fastify\/(?!busboy))/.test(name)
    const isTrpc = name.startsWith('@trpc/server')
    return (
      (isFastify && !/^(http\/|app\.ts)|\.routes\.ts$/.test(file)) ||
      (isTrpc && !/^(rpc\/|http\/doors\/trpc-door)/.test(file))
    )
  })

  expect(wrong).toEqual([])
})

test('only stores and db/ write SQL', () => {
  const wrong = forbidden(
    imports,
    (file, { name, isType }) =>
      name === 'kysely' && !isType && !/^db\/|\.store\.ts$|^http\/operations\/health/.test(file),
  )

  expect(wrong).toEqual([])
})

test('migrations import no code of the app, which changes after them', () => {
  expect(forbidden(imports, (file, { isOwn }) => file.startsWith('db/migrations/') && isOwn)).toEqual([])
})

test('only config.ts and the programs read the environment', () => {
  const readers = sourcesOf(server).filter((file) =>
    readFileSync(join(server, file), 'utf8').includes('process.env'),
  )

  // The last hands it on to the database it starts.
  expect(readers).toEqual(['commands/run-command.ts', 'db/postgres-process.ts', 'main.ts'])
})

test('shared imports zod only, and the client runs without the server', () => {
  const shared = readImports(join(workspace, 'packages/shared/src'))
  const client = readImports(join(workspace, 'packages/client/src'))

  const outside = forbidden(shared, (_file, { name, isOwn }) => !isOwn && name !== 'zod')
  const fromServer = forbidden(
    client,
    (_file, { name, isType }) => !isType && (name.startsWith('@runsite/server') || name === 'react'),
  )

  expect([...outside, ...fromServer]).toEqual([])
})

test('in the web app a feature never imports another, and ui/ knows no feature and no server', () => {
  const order = ['ui', 'api', 'parts', 'features', 'pages', 'app']
  const wrong = forbidden(readImports(web), (file, { name, isOwn }) => {
    const [room = '', feature = ''] = file.split('/')
    const [otherRoom = '', otherFeature = ''] = name.split('/')
    if (!isOwn) return false
    if (room === 'ui') return otherRoom !== 'ui'
    if (room === 'features' && otherRoom === 'features') return otherFeature !== feature
    return order.includes(room) && order.indexOf(otherRoom) > order.indexOf(room)
  })

  expect(wrong).toEqual([])
})

test('docs/architecture.md shows the rooms as the imports have them; `pnpm rooms:draw` draws them anew', async () => {
  const page = join(workspace, 'docs/architecture.md')
  const drawn = readFileSync(page, 'utf8').replace(
    /```mermaid\n[^`]*```/,
    `\`\`\`mermaid\n${drawRooms(imports)}\n\`\`\``,
  )

  await expect(drawn).toMatchFileSnapshot(page)
})
