import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const both = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'hush' }

test('Google is whom it says, Google’s own unless told, and nobody without a client', () => {
  expect(readConfig({}, '/').google).toBeNull()
  expect(readConfig({ GOOGLE_CLIENT_ID: '', GOOGLE_CLIENT_SECRET: '' }, '/').google).toBeNull()
  expect(readConfig(both, '/').google).toEqual({
    issuer: 'https://accounts.google.com',
    client_id: 'id',
    client_secret: 'hush',
    is_stand_in: false,
  })
})

test.each([
  'https://id.example.com/realms/one',
  'http://localhost:4000',
  'http://127.0.0.1:4000',
  'http://[::1]:4000',
])('%s may be the issuer', (issuer) => {
  expect(readConfig({ ...both, GOOGLE_ISSUER: issuer }, '/').google?.issuer).toBe(issuer)
})

test.each([
  'http://id.example.com',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
  'ftp://localhost',
  'https://id.example.com?x=1',
  'accounts.google.com',
])('%s may not, and the problem says which setting', (issuer) => {
  expect(() => readConfig({ ...both, GOOGLE_ISSUER: issuer }, '/')).toThrow(/GOOGLE_ISSUER must /)
})

test.each([
  [{ PORT: 'abc' }, 'PORT must be a number'],
  [{ PORT: '70000' }, 'PORT must be 65535 or less'],
  [{ ACCESS_TOKEN_SECONDS: '1.5' }, 'ACCESS_TOKEN_SECONDS must be a whole number'],
  [{ RATE_LIMITS: 'no' }, 'RATE_LIMITS must be one of "on", "off"'],
  [{ AUTH_SECRET: 'short', WEB_URL: 'x' }, /^.*: WEB_URL must be [^;]*; AUTH_SECRET [^;]*\.$/],
])('%j is refused in words that say what may be set', (settings, problems) => {
  const sentence = typeof problems === 'string' ? `The settings cannot be used: ${problems}.` : problems
  expect(() => readConfig(settings, '/')).toThrow(sentence)
})

test.each([{ GOOGLE_CLIENT_ID: 'id' }, { GOOGLE_CLIENT_SECRET: 'hush' }])(
  'half a client is a problem that names both settings: %j',
  (half) => {
    expect(() => readConfig(half, '/')).toThrow(/GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET/)
    expect(() => readConfig(half, '/')).not.toThrow(/hush/)
  },
)
