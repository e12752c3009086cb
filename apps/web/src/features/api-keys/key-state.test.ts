import { expect, test } from 'vitest'
import { daysUnused, expiryOf, isInUse } from './key-state.ts'

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
