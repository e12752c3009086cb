import { request } from 'node:http'
import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'

/** `fetch` joins repeated headers, so this one is spelled out: name, value, name, value. */
function get(url: string, headers: string[]): Promise<{ status: number; code: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: ['Host', 'localhost', ...headers] }, (answer) => {
      let text = ''
      answer.on('data', (chunk) => (text += chunk))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, code: JSON.parse(text).code ?? 'ok' }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

test('the credential is found by one table of precedence', async () => {
  await using app = await testApp()
  const { session } = await app.signedUp()
  const good = session.access_token
  const cookie = ['Cookie', `access_token=${good}`]
  const table: [string, string[], string][] = [
    ['nothing', [], 'unauthenticated'],
    ['a header', ['Authorization', `Bearer ${good}`], 'ok'],
    ['a scheme in another case', ['Authorization', `bearer ${good}`], 'ok'],
    ['a cookie', cookie, 'ok'],
    ['a bad cookie', ['Cookie', 'access_token=rubbish'], 'token_invalid'],
    ['an empty cookie', ['Cookie', 'access_token='], 'unauthenticated'],
    ['another scheme', ['Authorization', 'Basic YTpi', ...cookie], 'token_invalid'],
    ['no scheme', ['Authorization', good, ...cookie], 'token_invalid'],
    ['an empty header', ['Authorization', '', ...cookie], 'token_invalid'],
    ['a scheme alone', ['Authorization', 'Bearer', ...cookie], 'token_invalid'],
    ['garbage', ['Authorization', 'Bearer x.y.z', ...cookie], 'token_invalid'],
    ['two tokens', ['Authorization', `Bearer ${good} ${good}`, ...cookie], 'token_invalid'],
    ['two headers', ['Authorization', `Bearer ${good}`, 'Authorization', `Bearer ${good}`], 'token_invalid'],
    ['a refresh token', ['Authorization', `Bearer ${session.refresh_token}`, ...cookie], 'token_invalid'],
    ['an invented key', ['Authorization', `Bearer ak_live_${'0'.repeat(64)}`, ...cookie], 'api_key_invalid'],
  ]

  for (const [name, headers, code] of table) {
    for (const path of ['/api/users/me', '/api/v1/users/me']) {
      const answer = await get(app.url + path, headers)
      expect({ name, ...answer }).toEqual({ name, code, status: code === 'ok' ? 200 : 401 })
    }
  }
})

test('a bad credential on a path that is open to anyone is ignored', async () => {
  await using app = await testApp()
  const body = { email: 'ada@example.com', password: 'seven lively otters', name: 'Ada' }

  const answer = await app.call('POST /api/auth/register', { body, token: 'rubbish' })

  expect(answer.status).toBe(201)
})
