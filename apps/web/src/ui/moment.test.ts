import { expect, test } from 'vitest'
import { relativeTime } from './moment.ts'

const now = Date.parse('2030-03-02T12:00:00Z')

test.each([
  ['2030-03-02T11:59:30Z', 'just now'],
  ['2030-03-02T11:57:00Z', '3 minutes ago'],
  // Neither yesterday nor last month: by the calendar they are further back.
  ['2030-02-28T13:00:00Z', '1 day ago'],
  ['2030-01-10T12:00:00Z', '1 month ago'],
  ['2030-03-04T12:00:00Z', 'in 2 days'],
])('%s is told as %j', (timestamp, expected) => {
  expect(relativeTime(timestamp, now)).toBe(expected)
})
