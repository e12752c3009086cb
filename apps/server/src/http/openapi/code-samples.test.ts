import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { type TestApp, testApp } from '../../../test/test-app.ts'
import type { CodeSample } from './code-samples.ts'
import { restProcedures } from '../doors/rest-procedures.ts'

const run = promisify(execFile)
const onePixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

/** A function of the named values, with this text as its body. */
const program = (names: string[], body: string) =>
  Object.getPrototypeOf(async () => {}).constructor(...names, body) as (
    ...values: unknown[]
  ) => Promise<unknown>

async function samplesOf(app: TestApp): Promise<Map<string, Map<string, string>>> {
  const { body: document } = await app.call('GET /api/openapi.json')
  return new Map(
    restProcedures().map(({ name, path, method }) => {
      const samples: CodeSample[] = document.paths[path][method.toLowerCase()]['x-codeSamples']
      return [name, new Map(samples.map(({ label, source }) => [label, source]))]
    }),
  )
}

test('every operation says how to call it with curl, fetch and the typed client', async () => {
  await using app = await testApp()

  for (const [name, samples] of await samplesOf(app)) {
    expect([name, ...samples.keys()]).toEqual([name, 'curl', 'fetch', 'Typed client'])
    expect(samples.get('Typed client')).toContain(`trpc.${name}.`)
  }
})

test.each([
  ['auth.forgot_password', 202],
  ['users.me', 200],
  ['users.events', 200],
  ['users.update', 200],
  ['users.upload_avatar', 200],
  ['api_keys.create', 201],
  ['api_keys.rotate', 200],
  ['users.api_key', 200],
])('the ways to call %s work as they stand', async (name, status) => {
  await using app = await testApp({ PUBLIC_URL: 'http://auth.example' })
  const folder = await mkdtemp(join(tmpdir(), 'rs-samples-'))
  await writeFile(join(folder, 'picture.png'), onePixel)
  const { session, client } = await app.signedUp()
  const key = await client.api_keys.create.mutate({ name: 'CI', scope: 'read', expires_at: null })
  const credentials = { ACCESS_TOKEN: session.access_token, API_KEY: key.plaintext_key }
  const samples = (await samplesOf(app)).get(name)
  const source = (label: string) =>
    (samples?.get(label) ?? '')
      .replaceAll('http://auth.example', app.url)
      .replaceAll('019ab1c2-7d3e-7f40-8a51-62b3c4d5e6f7', key.id)
  const file = new File([onePixel], 'picture.png')
  const trpc = name === 'users.api_key' ? app.client({ token: key.plaintext_key }) : client

  const curl = await run('bash', ['-c', `${source('curl')} -s -o /dev/null -w '%{http_code}'`], {
    cwd: folder,
    env: { ...process.env, ...credentials },
  })
  const fetched = await program(
    ['accessToken', 'apiKey', 'file'],
    `${source('fetch')}; return response.status`,
  )(session.access_token, key.plaintext_key, file)

  expect([Number(curl.stdout), fetched]).toEqual([status, status])
  await expect(program(['trpc', 'file'], source('Typed client'))(trpc, file)).resolves.not.toThrow()
  await rm(folder, { recursive: true })
})
