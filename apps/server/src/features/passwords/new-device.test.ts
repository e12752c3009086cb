import { expect, test } from 'vitest'
import { cookiesOf, testApp } from '../../../test/test-app.ts'

test('a sign-in from a new browser is told to the owner, one from a known browser is not', async () => {
  await using app = await testApp()
  const { email, password } = await app.signedUp()
  const told = async () =>
    (await app.mails(email)).filter((mail) => mail.subject === 'New sign-in to your account')

  const first = await app.call('POST /api/auth/login', { body: { email, password } })
  const afterFirst = await told()
  const headers = { cookie: cookiesOf(first) }
  await app.call('POST /api/auth/login', { body: { email, password }, headers })
  const afterSecond = await told()

  expect(headers.cookie).toContain('known_browser=')
  expect(afterFirst).toHaveLength(1)
  expect(afterSecond).toHaveLength(1)
})
