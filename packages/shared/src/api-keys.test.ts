import { expect, test } from 'vitest'
import { CreateApiKey } from './api-keys.ts'

const read = (expires_at: unknown) => CreateApiKey.safeParse({ name: 'CI', scope: 'read', expires_at })

test.each([
  ['2031-03-12T10:00:00Z', '2031-03-12T10:00:00.000Z'],
  ['2031-03-12T10:00:00.1239+05:30', '2031-03-12T04:30:00.123Z'],
  ['2032-02-29T23:59:59-10:00', '2032-03-01T09:59:59.000Z'],
  [null, null],
  [undefined, null],
])('the expiry %j is kept as %j', (given, kept) => {
  expect(read(given).data?.expires_at).toBe(kept)
})

test.each([
  '',
  'tomorrow',
  '2031-03-12',
  '2031-03-12T10:00:00',
  '2031-02-29T00:00:00Z',
  '2031-03-12T25:00:00Z',
  '9999-12-31T23:59:59-10:00',
  '0000-01-01T00:00:00+10:00',
  '+012031-03-12T10:00:00Z',
  1_900_000_000,
])('the expiry %j is refused with one sentence', (given) => {
  expect(read(given).error?.issues).toHaveLength(1)
})
