import type { Event } from '@runsite/shared/audit'
import { expect, test } from 'vitest'
import { groupEvents } from './events.ts'

const event = (id: string, kind: Event['kind'], ip: string | null = '203.0.113.9') =>
  ({ id, kind, ip, user_agent: null, created_at: '2026-01-01T00:00:00.000Z', details: {} }) as Event

test('failed sign-ins in a row from one address are one row, others stay apart', () => {
  const rows = groupEvents([
    event('7', 'sign_in_failed'),
    event('6', 'sign_in_failed'),
    event('5', 'sign_in_failed', '198.51.100.1'),
    event('4', 'signed_in'),
    event('3', 'signed_in'),
    event('2', 'sign_in_failed'),
  ])

  expect(rows.map((row) => [row.event.id, row.failures.length])).toEqual([
    ['7', 2],
    ['5', 1],
    ['4', 0],
    ['3', 0],
    ['2', 1],
  ])
})
