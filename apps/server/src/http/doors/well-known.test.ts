import { expect, test } from 'vitest'
import { testApp } from '../../../test/test-app.ts'

test('a password manager is sent to the page of the web app that changes the password', async () => {
  await using app = await testApp({ WEB_URL: 'https://app.example.com' })

  const { status, headers } = await app.call('GET /.well-known/change-password')

  expect(status).toBe(302)
  expect(headers.get('location')).toBe('https://app.example.com/settings/security')
})

test('an unknown well-known address is not found, by which a manager knows that the known one is meant', async () => {
  await using app = await testApp()

  const { status } = await app.call(
    'GET /.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200',
  )

  expect(status).toBe(404)
})
