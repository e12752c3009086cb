import { expect, test } from 'vitest'
import { bundled } from '../test/bundle.ts'

const ofAxios = 'isAxiosError'

test('an app pays for what it imports: a session alone is small, a sign-in page has no axios, and REST no tRPC', async () => {
  const session = await bundled(['createSession'])
  const signIn = await bundled(['createSession', 'createSignInClient'])
  const rest = await bundled(['createSession', 'createRestClient'])
  const whole = await bundled(['createClient'])

  expect(session.gzippedBytes).toBeLessThan(6000)
  expect(signIn.code).not.toContain(ofAxios)
  expect(signIn.gzippedBytes).toBeLessThan(session.gzippedBytes + 1500)
  expect(rest.code).toContain(ofAxios)
  expect(rest.gzippedBytes).toBeLessThan(whole.gzippedBytes - 4000)
  expect(whole.code).toContain('batch=1')
  expect(rest.code).not.toContain('batch=1')
  expect(session.code).not.toContain(ofAxios)
})
