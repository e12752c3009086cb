import { expect, test } from 'vitest'
import { RedirectPath } from './google.ts'

test.each(['/', '/account', '/keys?x=1&y=ä#z', '/settings/security', '/apiary', '/a%2fb', '/a/../b'])(
  '%j is a page of the web app',
  (path) => {
    expect(RedirectPath.safeParse(path).data).toBe(path)
  },
)

test.each([
  'https://evil.example/',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '/\\/evil.example',
  '\\\\evil.example',
  '/x/..//evil.example',
  '/%2e%2e//evil.example',
  'javascript:alert(1)',
  'account',
  '',
  ' /account',
  '/a b',
  '/a\tb',
  '/\t/evil.example',
  '/\n/evil.example',
  '/a\0',
  '/a\u{202e}b',
  '/a\u{d800}',
  '/api/auth/google/callback',
  '/API/v1',
  '/x/../trpc/users.me',
  '/docs',
  `/${'x'.repeat(500)}`,
])('%j is none', (path) => {
  expect(RedirectPath.safeParse(path).success).toBe(false)
})
