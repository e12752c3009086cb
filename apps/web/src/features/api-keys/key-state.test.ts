import type { ApiKey } from '@runsite/shared/api-keys'
import { expect, test } from 'vitest'
import { daysUnused, expiryOf, inOrder, isInUse, matching } from './key-state.ts'

const now = Date.parse('2030-06-15T12:00:00.000Z')
const daysFromNow = (days: number) => new Date(now + days * 86_400_000).toISOString()

test.each([
  [null, true, 'never'],
  [daysFromNow(7.01), true, 'later'],
  [daysFromNow(7), true, 'soon'],
  [daysFromNow(0.001), true, 'soon'],
  [daysFromNow(0), true, 'expired'],
  // The server's clock has the last word.
  [daysFromNow(3), false, 'expired'],
])('a key with expires_at %j and is_active %j: %s', (expires_at, is_active, state) => {
  expect(expiryOf({ expires_at, is_active }, now)).toBe(state)
})

test('a key counts as unused 30 days after its last use, or its making', () => {
  const used = (days: number) => ({ last_used_at: daysFromNow(-days), created_at: daysFromNow(-300) })

  expect(daysUnused(used(29.9), now)).toBeNull()
  expect(daysUnused(used(41.5), now)).toBe(41)
  expect(daysUnused({ last_used_at: null, created_at: daysFromNow(-30) }, now)).toBe(30)
})

test('a key is in use for an hour after its last use', () => {
  expect(isInUse({ last_used_at: daysFromNow(-0.04) }, now)).toBe(true)
  expect(isInUse({ last_used_at: daysFromNow(-0.05) }, now)).toBe(false)
  expect(isInUse({ last_used_at: null }, now)).toBe(false)
})

const key = (name: string, last_used_at: string | null, key_prefix = '00000000') =>
  ({ name, last_used_at, key_prefix }) as ApiKey
const keys = [
  key('third', '2030-01-02T00:00:00.000Z', '3f9c2a10'),
  key('second', null),
  key('first', '2030-01-03T00:00:00.000Z'),
]
const names = (keys: ApiKey[]) => keys.map(({ name }) => name)

test.each([
  ['newest', ['third', 'second', 'first']],
  ['oldest', ['first', 'second', 'third']],
  ['last-used', ['first', 'third', 'second']],
  ['unused', ['second', 'third', 'first']],
] as const)('keys in the order %s', (order, expected) => {
  expect(names(inOrder(keys, order))).toEqual(expected)
})

test.each([
  ['  SEC ', ['second']],
  ['ak_live_3f9c', ['third']],
  ['ak_live_3f9c2a10…', ['third']],
  ['ak_live_3f9c2a10b7e4d5c6', ['third']],
  ['nothing', []],
])('searching for %j', (text, expected) => {
  expect(names(matching(keys, text))).toEqual(expected)
})
