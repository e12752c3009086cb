import type { ApiKey } from '@runsite/shared/api-keys'
import { expect, test } from 'vitest'
import { inOrder, matching } from './key-order.ts'

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
