import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const workspace = resolve(import.meta.dirname, '../../..')
const server = join(workspace, 'apps/server/src')

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file))
    .map((file) => join(folder, file))
}

/** Every import of a file: its own files as absolute paths, packages by name; `import type` only where asked for. */
function importsOf(file: string, { types }: { types: boolean }): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from '([^']+)'/gm)]
    .filter((match) => types || !match[1])
    .map((match) => match[2] ?? '')
    .map((name) => (name.startsWith('.') ? resolve(dirname(file), name) : name))
}

/** Lowest first: a file imports from its own row's folder and the rows before it. */
const rows = [
  ['limits', 'mail-requests'],
  ['audit'],
  ['users'],
  ['links', 'avatars'],
  ['sessions'],
  ['api-keys'],
  ['verification', 'accounts'],
  ['passwords', 'google'],
]
const rowOf = (feature: string) => rows.findIndex((row) => row.includes(feature))

test('a feature imports only from features below its own', () => {
  const wrong: string[] = []
  for (const file of sources(join(server, 'features'))) {
    const own = relative(join(server, 'features'), file).split('/')[0] ?? ''
    expect(rowOf(own), `${own} has its place in the rows`).toBeGreaterThanOrEqual(0)
    for (const name of importsOf(file, { types: true })) {
      const other =
        name.startsWith(join(server, 'features/')) && relative(join(server, 'features'), name).split('/')[0]
      if (other && other !== own && rowOf(other) >= rowOf(own))
        wrong.push(`${relative(server, file)} -> ${name}`)
    }
  }
  expect(wrong).toEqual([])
})

test.each([
  ['crypto', /\/src\/(http|rpc|features|db)\//],
  ['db', /\/src\/(http|rpc|features|crypto)\//],
  ['features', /\/src\/http\//],
])('%s/ knows nothing of what is above it', (folder, above) => {
  // A feature's routes are the edge: what they serve has a shape of its own.
  const inner = sources(join(server, folder)).filter((file) => !file.endsWith('.routes.ts'))
  const wrong = inner.flatMap((file) =>
    importsOf(file, { types: true })
      .filter((name) => above.test(name) && !name.startsWith(join(server, folder)))
      .map((name) => `${relative(server, file)} -> ${relative(server, name)}`),
  )
  expect(wrong).toEqual([])
})

test('only the edge knows Fastify, only rpc/ and the tRPC door know tRPC, only stores and db/ write SQL', () => {
  const wrong = sources(server).flatMap((file) => {
    const path = relative(server, file)
    return importsOf(file, { types: false }).flatMap((name) => {
      // Busboy is Fastify's by name only: it parses plain streams.
      const isFastify = /^(fastify|@fastify\/(?!busboy))/.test(name) && !/^(http\/|app\.ts)/.test(path)
      const isTrpc = name.startsWith('@trpc/server') && !/^(rpc\/|http\/doors\/trpc-door)/.test(path)
      const isSql = name === 'kysely' && !/^db\/|\.store\.ts$|^http\/operations\/health/.test(path)
      return isFastify || isTrpc || isSql ? [`${path} -> ${name}`] : []
    })
  })
  expect(wrong).toEqual([])
})

test('only config.ts and the programs read the environment', () => {
  const readers = sources(server)
    .filter((file) => /process\.env/.test(readFileSync(file, 'utf8')))
    .map((file) => relative(server, file))
  // The last hands it on to the database it starts.
  expect(readers.sort()).toEqual(['commands/run-command.ts', 'db/postgres-process.ts', 'main.ts'])
})

test('shared imports zod only, and the client runs without the server', () => {
  const outside = sources(join(workspace, 'packages/shared/src')).flatMap((file) =>
    importsOf(file, { types: true }).filter((name) => !name.startsWith('/') && name !== 'zod'),
  )
  const fromServer = sources(join(workspace, 'packages/client/src')).flatMap((file) =>
    importsOf(file, { types: false }).filter(
      (name) => name.startsWith('@runsite/server') || name === 'react',
    ),
  )
  expect([...outside, ...fromServer]).toEqual([])
})

test('in the web app a feature never imports another, and ui/ knows no feature and no server', () => {
  const web = join(workspace, 'apps/web/src')
  const wrong = sources(web).flatMap((file) => {
    const [room = '', feature = ''] = relative(web, file).split('/')
    const order = ['ui', 'api', 'features', 'pages', 'app']
    return importsOf(file, { types: true })
      .filter((name) => name.startsWith(`${web}/`))
      .filter((name) => {
        const [otherRoom = '', otherFeature = ''] = relative(web, name).split('/')
        if (room === 'ui') return otherRoom !== 'ui'
        if (room === 'features' && otherRoom === 'features') return otherFeature !== feature
        return (
          order.includes(room) &&
          order.indexOf(otherRoom) > order.indexOf(room) &&
          !name.endsWith('/app/paths.ts')
        )
      })
      .map((name) => `${relative(web, file)} -> ${relative(web, name)}`)
  })
  expect(wrong).toEqual([])
})

test('a base name is used once in the server', () => {
  const names = sources(server).map((file) => file.split('/').at(-1) ?? '')
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})
