import { expect, test } from 'vitest'
import { ownPath, paths } from './paths.ts'

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
  '/..//evil.example',
])('signing in never goes to %j', (next) => {
  expect(ownPath(next)).toBe(paths.profile)
})
