import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'

test.each(['/api/openapi.json', '/docs/start.js', '/docs/assets/swagger-ui-bundle.js'])(
  '%s is compressed for who can read that, and whole for who cannot',
  async (path) => {
    await using app = await testApp()
    const read = (encoding: string) => app.call(`GET ${path}`, { headers: { 'accept-encoding': encoding } })

    const plain = await read('identity')
    const compressed = await Promise.all(['gzip', 'br'].map(read))

    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(compressed.map(({ headers }) => headers.get('content-encoding'))).toEqual(['gzip', 'br'])
    for (const { headers, body } of compressed) {
      expect(headers.get('vary')).toContain('accept-encoding')
      expect(body).toEqual(plain.body)
    }
  },
)

test('what is not the explorer’s is not compressed: a secret beside a guess could be told by its length', async () => {
  await using app = await testApp()
  const { session, client } = await app.signedUp()
  for (let made = 0; made < 8; made++) await client.api_keys.create.mutate({ name: 'CI', scope: 'read' })

  const { headers, body } = await app.call('GET /api/api-keys', {
    token: session.access_token,
    headers: { 'accept-encoding': 'gzip' },
  })

  expect(JSON.stringify(body).length).toBeGreaterThan(1024)
  expect(headers.get('content-encoding')).toBeNull()
})
