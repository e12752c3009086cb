import { randomBytes } from 'node:crypto'
import type { UserId } from '@runsite/shared/ids'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { isKnownBrowser, knownBrowser, rememberAccount } from './known-browser.ts'

const key = randomBytes(32)
const person = () => v7() as UserId

test('a browser is known to the accounts it has signed in to, and to no other', () => {
  const [ada, bob, eve] = [person(), person(), person()]

  const cookie = rememberAccount(key, rememberAccount(key, null, ada), bob)

  expect(knownBrowser(key, cookie, ada)).toMatch(/^[\da-f]{16}$/)
  expect(knownBrowser(key, cookie, bob)).toMatch(/^[\da-f]{16}$/)
  expect(knownBrowser(key, cookie, eve)).toBeNull()
  expect(isKnownBrowser(key, cookie)).toBe(true)
})

test('signing in again keeps the same mark, so that no browser gathers budgets', () => {
  const ada = person()
  const first = rememberAccount(key, null, ada)

  expect(rememberAccount(key, first, ada)).toBe(first)
  expect(knownBrowser(key, rememberAccount(key, null, ada), ada)).not.toBe(knownBrowser(key, first, ada))
})

test('the last five accounts are remembered', () => {
  const people = Array.from({ length: 7 }, person)

  let cookie: string | null = null
  for (const each of people) cookie = rememberAccount(key, cookie, each)

  expect(people.map((each) => knownBrowser(key, cookie, each) !== null)).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
    true,
  ])
})

test('a mark that was changed, cut or made with another key marks nothing', () => {
  const ada = person()
  const cookie = rememberAccount(key, null, ada)
  const bytes = Buffer.from(cookie, 'base64url')

  const changed = [...bytes.keys()].map((at) => {
    const copy = Buffer.from(bytes)
    copy[at] = (copy[at] ?? 0) ^ 1
    return copy.toString('base64url')
  })

  for (const forged of [
    ...changed,
    cookie.slice(0, -2),
    '',
    '...',
    rememberAccount(randomBytes(32), null, ada),
  ]) {
    expect(knownBrowser(key, forged, ada)).toBeNull()
    expect(isKnownBrowser(key, forged)).toBe(false)
  }
})
