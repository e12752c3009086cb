import { expect, test } from 'vitest'
import { dayOf, expiryFor, NewKey } from './expiry-fields.tsx'

const now = Date.parse('2026-11-24T14:02:00.000Z')

test('a number of days is counted from now to the second', () => {
  expect(expiryFor('90', '', now)).toBe('2027-02-22T14:02:00.000Z')
})

test('a day of choice counts to its last minute, where one is', () => {
  const end = expiryFor('custom', '2027-02-22', now)

  expect(end && new Date(end).toLocaleString('sv-SE')).toBe('2027-02-22 23:59:59')
})

test('never is null, and no day or one beyond four digits is nothing', () => {
  expect(expiryFor('never', '', now)).toBeNull()
  expect(expiryFor('custom', '', now)).toBeUndefined()
  expect(expiryFor('custom', '12027-02-22', now)).toBeUndefined()
})

test('a day is spelled for a date input', () => {
  expect(dayOf(new Date(2027, 1, 3, 23, 59).getTime())).toBe('2027-02-03')
})

test('a day that is missing is told beside a name that is missing', () => {
  const filledIn = { name: '', scope: 'read', lifetime: 'custom', last_day: '' }

  const { error } = NewKey.safeParse(filledIn)

  expect(error?.issues.map(({ path, message }) => [...path, message])).toEqual([
    ['name', 'Enter a name.'],
    ['last_day', 'Choose the last day.'],
  ])
})
