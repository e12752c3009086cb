import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { openMetrics } from '../../metrics/metrics.ts'
import { keepAssets } from './kept-assets.ts'
import { addRequestMetrics } from '../operations/request-metrics.ts'
import { addWebApp } from './web-app.ts'

/** A machine on which the web app is built and the server started, days or hours after its first start. */
async function machine() {
  const root = await mkdtemp(join(tmpdir(), 'rs-kept-'))
  const dist = join(root, 'dist')
  const config = readConfig({ DATA_DIR: join(root, 'data') }, '/')
  let app = fastify()
  const empty = () => rm(join(dist, 'assets'), { recursive: true, force: true })
  return {
    empty,
    async build(...names: string[]) {
      await empty()
      await mkdir(join(dist, 'assets'), { recursive: true })
      await writeFile(join(dist, 'index.html'), names.join())
      for (const name of names) await writeFile(join(dist, 'assets', name), `export const it = '${name}'`)
    },
    async start(hours: number) {
      await app.close()
      app = fastify()
      addRequestMetrics(app, openMetrics())
      await keepAssets(config.data_dir, new Date(Date.UTC(2030, 0, 1, hours)), dist)
      await addWebApp(app, config, dist)
    },
    keep: () => keepAssets(config.data_dir, new Date(), dist),
    get: (name: string) => app.inject(`/assets/${name}`),
    async [Symbol.asyncDispose]() {
      await app.close()
      await rm(root, { recursive: true })
    },
  }
}

test('a part of the app is served for a day after a build without it, and then no more', async () => {
  await using box = await machine()
  await box.build('app-1.js', 'page-1.js', 'same.css')
  await box.start(0)
  await box.build('app-2.js', 'page-2.js', 'same.css')

  await box.start(1000)
  const old = await box.get('page-1.js')
  await box.start(1023)
  const late = await box.get('page-1.js')
  await box.start(1025)

  expect([old.statusCode, old.body]).toEqual([200, "export const it = 'page-1.js'"])
  expect(old.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(late.statusCode).toBe(200)
  expect((await box.get('page-1.js')).statusCode).toBe(404)
  expect((await box.get('page-2.js')).statusCode).toBe(200)
  expect((await box.get('same.css')).statusCode).toBe(200)
})

test('a part that comes back, as with an earlier build, stays', async () => {
  await using box = await machine()
  await box.build('page-1.js')
  await box.start(0)
  await box.build('page-2.js')
  await box.start(1)
  await box.build('page-1.js')
  await box.start(2)
  await box.build('page-3.js')

  await box.start(1000)

  expect((await box.get('page-1.js')).statusCode).toBe(200)
  expect((await box.get('page-2.js')).statusCode).toBe(404)
})

test('a running server has its parts also while the next build replaces them', async () => {
  await using box = await machine()
  await box.build('page-1.js')
  await box.start(0)

  await box.empty()

  expect((await box.get('page-1.js')).statusCode).toBe(200)
})

test('instances that share the folder may start at once', async () => {
  await using box = await machine()
  await box.build(...Array.from({ length: 40 }, (_, part) => `page-${part}.js`))

  for (let round = 0; round < 5; round++) await Promise.all([box.keep(), box.keep(), box.keep()])

  await box.start(0)
  expect((await box.get('page-39.js')).statusCode).toBe(200)
})
