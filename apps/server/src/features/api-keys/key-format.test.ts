import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { hashKey, isKey, makeKey, prefixOf } from './key-format.ts'

test('a key is 28 random bytes and a checksum that anyone can compute', () => {
  const key = makeKey()
  const [, random = '', checksum] = /^ak_live_([0-9a-f]{56})([0-9a-f]{8})$/.exec(key) ?? []

  expect(createHash('sha256').update(`ak_live_${random}`).digest('hex').slice(0, 8)).toBe(checksum)
  expect(isKey(key)).toBe(true)
  expect(prefixOf(key)).toBe(random.slice(0, 8))
  expect(hashKey(key)).toBe(createHash('sha256').update(key).digest('hex'))
  expect(new Set(Array.from({ length: 100 }, makeKey)).size).toBe(100)
})

test('a key with any one digit mistyped is refused', () => {
  const key = makeKey()

  for (let place = 'ak_live_'.length; place < key.length; place++) {
    const other = key[place] === '0' ? '1' : '0'
    expect(isKey(key.slice(0, place) + other + key.slice(place + 1))).toBe(false)
  }
})

test.each([
  ['nothing', () => ''],
  ['another start', (key: string) => key.replace('live', 'test')],
  ['capitals', (key: string) => key.toUpperCase().replace('AK_LIVE', 'ak_live')],
  ['a line break after', (key: string) => `${key}\n`],
  ['a digit more', (key: string) => `${key}0`],
  ['a digit fewer', (key: string) => key.slice(0, -1)],
])('a key with %s is none', (_name, spoil) => {
  expect(isKey(spoil(makeKey()))).toBe(false)
})
