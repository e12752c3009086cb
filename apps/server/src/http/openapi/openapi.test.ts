import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { validate } from '@readme/openapi-parser'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'
import { restProcedures } from '../doors/rest-procedures.ts'

test('the document describes every REST path, with an example and its refusals', async () => {
  await using app = await testApp()

  const { body: document } = await app.call('GET /api/openapi.json')

  expect((await validate(structuredClone(document))).valid).toBe(true)
  for (const { path, method, status, access, output, meta } of restProcedures()) {
    const operation = document.paths[path][method.toLowerCase()]
    const success = operation.responses[status]
    expect(success).toBeDefined()
    if (output) expect(output.safeParse(success.content['application/json'].example).error).toBeUndefined()
    if (access !== 'anyone') expect(operation.responses[401].description).toContain('session_revoked')
    const { content } = operation.requestBody ?? {}
    if (meta.takes_file) expect(content['multipart/form-data'].schema.required).toEqual(['file'])
    else if (content) expect(content['application/json'].example).toBeDefined()
  }
})

test('the document describes both kinds of credential, and the scope that each operation needs', async () => {
  await using app = await testApp()

  const { body: document } = await app.call('GET /api/openapi.json')

  const { access_token, api_key } = document.components.securitySchemes
  expect(access_token).toMatchObject({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
  expect(api_key).toMatchObject({ type: 'http', scheme: 'bearer' })
  for (const { path, method, access } of restProcedures()) {
    const { security, description, responses } = document.paths[path][method.toLowerCase()]
    const keyScopes = security.find((way: object) => 'api_key' in way)?.api_key
    const takesToken = security.some((way: object) => 'access_token' in way)
    const needs = { anyone: undefined, session: undefined, key: [] }[access as string]
    const isByScope = ['read', 'write', 'admin'].includes(access)
    expect({ path, keyScopes }).toEqual({ path, keyScopes: isByScope ? [access] : needs })
    expect({ path, takesToken }).toEqual({ path, takesToken: access === 'session' || isByScope })
    if (isByScope) expect(description).toContain(`scope \`${access}\``)
    if (isByScope) expect(responses[403].description).toContain('insufficient_scope')
  }
})

test('a field that the path carries is not in the body, and a body with no field to fill may be left out', async () => {
  await using app = await testApp()

  const { body: document } = await app.call('GET /api/openapi.json')

  const { requestBody } = document.paths['/api-keys/{id}/rotate'].post
  expect(requestBody.required).toBe(false)
  expect(Object.keys(requestBody.content['application/json'].schema.properties)).toEqual(['overlap_seconds'])
  expect(document.paths['/api-keys'].post.requestBody.required).toBe(true)
})

test('the document describes how pictures are served', async () => {
  await using app = await testApp()

  const { body: document } = await app.call('GET /api/openapi.json')

  const { responses } = document.paths['/avatars/{file}'].get
  expect(Object.keys(responses[200].content)).toEqual(['image/webp'])
  expect(Object.keys(responses)).toEqual(['200', '304', '404', '500', '503'])
})

test('the document describes how one comes back from Google', async () => {
  await using app = await testApp()

  const { body: document } = await app.call('GET /api/openapi.json')

  const { responses, parameters } = document.paths['/auth/google/callback'].get
  expect(Object.keys(responses)).toEqual(['302', '405', 'default'])
  expect(parameters.map((parameter: { name: string }) => parameter.name)).toEqual(['code', 'state', 'error'])
})

test("the document passes Redocly's strict rules", async () => {
  await using app = await testApp()
  const folder = await mkdtemp(join(tmpdir(), 'openapi-'))
  const { body } = await app.call('GET /api/openapi.json')
  await writeFile(join(folder, 'openapi.json'), JSON.stringify(body))
  const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json')

  const lint = promisify(execFile)(
    process.execPath,
    [join(dirname(manifest), 'bin/cli.js'), 'lint', '--extends=recommended-strict', 'openapi.json'],
    {
      cwd: folder,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  )

  await lint.catch((error) => expect.fail(error.stdout + error.stderr))
  await rm(folder, { recursive: true })
}, 60_000)

test('the explorer loads nothing from elsewhere', async () => {
  await using app = await testApp()

  const page = await app.call('GET /docs')
  const loaded = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1])

  expect(loaded.length).toBeGreaterThan(3)
  for (const path of loaded) {
    expect(path).toMatch(/^\//)
    expect((await app.call(`GET ${path}`)).status).toBe(200)
  }
})
