import { expect, test } from 'vitest'
import { Email, Name } from './users.ts'

test.each([
  [' Ada@Example.COM ', 'ada@example.com'],
  ['用户@例え.jp', '用户@例え.jp'],
  ['ada+tag@sub.example.com', 'ada+tag@sub.example.com'],
  ['e\u0301@example.com', '\u00e9@example.com'],
])('the address %j is kept as %j', (given, kept) => {
  expect(Email.parse(given)).toBe(kept)
})

test.each([
  '',
  'ada',
  'ada@',
  '@example.com',
  'a b@example.com',
  'ada@example',
  'a@b@c.com',
  `${'a'.repeat(250)}@b.io`,
  'a@-b.com',
  'a\r\n@b.com',
  'a@b.com, c@d.com',
  'Ada <a@b.com>',
])('the address %j is refused', (given) => {
  expect(Email.safeParse(given).success).toBe(false)
})

test('a name of 100 characters outside the basic plane is accepted, of 101 refused', () => {
  expect(Name.safeParse('😀'.repeat(100)).success).toBe(true)
  expect(Name.safeParse('😀'.repeat(101)).success).toBe(false)
})

test.each(['  ', 'a\u0007b', '\ud800'])('the name %j is refused', (given) => {
  expect(Name.safeParse(given).success).toBe(false)
})
