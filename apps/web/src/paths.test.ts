import { expect, test } from 'vitest'
import { googleReturnPath, ownPath, paths } from './paths.ts'

test.each(['/settings/profile', '/settings/profile?tab=1#name', '/x?next=https://evil.example'])(
  'signing in goes on to the own path %j',
  (next) => {
    expect(ownPath(next)).toBe(next)
  },
)

test.each([
  undefined,
  '',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  'settings',
  '/login',
  '/login/return?next=/x',
  '/..//evil.example',
])('signing in never goes to %j', (next) => {
  expect(ownPath(next)).toBe(paths.profile)
})

test('Google comes back to a page that knows where to go on, however long that is', () => {
  expect(googleReturnPath('/settings/activity?show=sign-ins#a')).toBe(
    '/login/return?next=%2Fsettings%2Factivity%3Fshow%3Dsign-ins%23a',
  )
  expect(googleReturnPath('//evil.example')).toBe('/login/return?next=%2Fsettings%2Fprofile')
  expect(googleReturnPath(`/${'x'.repeat(600)}`)).toBe('/login/return')
})
