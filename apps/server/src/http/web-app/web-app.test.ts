import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { readConfig } from '../../config.ts'
import { openMetrics } from '../../metrics/metrics.ts'
import { addRequestMetrics } from '../operations/request-metrics.ts'
import { addWebApp } from './web-app.ts'

const index = join(import.meta.dirname, '../../../../web/index.html')
const google = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'hush' }

/** A server of a web app that is its page and one asset. */
async function webApp(settings: Record<string, string>, isStandIn = false) {
  const folder = await mkdtemp(join(tmpdir(), 'rs-web-'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'assets/app-1a2b.js'), 'export {}')
  await writeFile(join(folder, 'assets/app-1a2b.js.br'), brotliCompressSync('export {}'))
  await writeFile(join(folder, 'index.html'), await readFile(index))
  const config = readConfig(settings, '/')
  const app = fastify()
  addRequestMetrics(app, openMetrics())
  await addWebApp(
    app,
    { ...config, google: config.google && { ...config.google, is_stand_in: isStandIn } },
    folder,
  )
  return {
    get: (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers }),
    async [Symbol.asyncDispose]() {
      await app.close()
      await rm(folder, { recursive: true })
    },
  }
}

test.each([
  [{}, false, 'password registration'],
  [{ REGISTRATION: 'closed' }, false, 'password'],
  [google, false, 'password google registration'],
  [{ ...google, REGISTRATION: 'closed' }, true, 'password google google-stand-in'],
])('the page knows the ways to sign in: with %j, stand-in %s', async (settings, isStandIn, methods) => {
  await using app = await webApp(settings, isStandIn)
  const meta = /<meta name="sign-in-methods" content="([^"]*)"[^>]*>/

  const page = await app.get('/')

  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(meta.exec(page.body)?.[1]).toBe(methods)
  expect(page.body.replace(meta, '')).toBe((await readFile(index, 'utf8')).replace(meta, ''))
})

test('the page is one for every address, and is asked for again each time', async () => {
  await using app = await webApp({})

  const root = await app.get('/')
  const deep = await app.get('/settings/security?tab=2')
  const byName = await app.get('/index.html')
  const known = await app.get('/account', { 'if-none-match': `W/${String(root.headers.etag)}` })

  expect([deep.body, byName.body]).toEqual([root.body, root.body])
  expect(root.headers['cache-control']).toBe('no-cache')
  expect([known.statusCode, known.body, known.headers.etag]).toEqual([304, '', root.headers.etag])
})

test('where there is another way to sign in the page is another to caches too', async () => {
  await using one = await webApp({})
  await using other = await webApp(google)

  expect((await one.get('/')).headers.etag).not.toBe((await other.get('/')).headers.etag)
})

test('assets are kept for ever, and the server’s own addresses are no pages', async () => {
  await using app = await webApp({})

  expect((await app.get('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable')
  expect((await app.get('/assets/app-9.js')).statusCode).toBe(404)
  expect((await app.get('/api/nothing')).json().code).toBe('not_found')
})

test('assets are sent as the build compressed them, to those who can read that', async () => {
  await using app = await webApp({})
  const fetchAs = (encodings: Record<string, string>) => app.get('/assets/app-1a2b.js', encodings)

  const small = await fetchAs({ 'accept-encoding': 'gzip, deflate, br, zstd' })
  const plain = await fetchAs({})
  const other = await fetchAs({ 'accept-encoding': 'gzip' })

  expect(brotliDecompressSync(small.rawPayload).toString()).toBe('export {}')
  expect(small.headers).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' })
  expect(small.headers['content-type']).toMatch(/javascript/)
  expect([plain.body, other.body]).toEqual(['export {}', 'export {}'])
  expect([plain.headers['content-encoding'], other.headers['content-encoding']]).toEqual([
    undefined,
    undefined,
  ])
  expect((await app.get('/assets/app-1a2b.js.br')).statusCode).toBe(404)
})

test.each([
  '/api/nothing',
  '/api',
  '/api/v1/nothing',
  '/trpc/nothing',
  '/.well-known/nothing',
  '/docs/nothing',
  '/assets/gone.js',
])('the address %s of the server is never a page', async (address) => {
  await using app = await webApp({})

  const answer = await app.get(address, { accept: 'text/html' })

  expect(answer.statusCode).toBe(404)
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(answer.json().code).toBe('not_found')
})
