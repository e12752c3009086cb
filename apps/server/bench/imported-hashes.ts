// What today's sign-ins feel of imported hashes: `pnpm --filter @runsite/server bench:imported`.

import { setTimeout as pause } from 'node:timers/promises'
import { hashSync } from '@node-rs/bcrypt'
import { makeHash } from '../src/features/passwords/known-hashes.ts'
import { openHashThread } from '../src/features/passwords/hash-thread.ts'
import { openPasswordHasher } from '../src/features/passwords/password-hash.ts'

const seconds = 10
const otters = 'seven lively otters'
const thread = openHashThread()
const hasher = openPasswordHasher(thread)
const todays = makeHash(otters)
await hasher.verify(otters, todays)

for (const cost of [null, 12, 14]) {
  const imported = cost === null ? null : hashSync(otters, cost)
  const times: number[] = []
  const signal = { isOver: false }
  const storm = Array.from({ length: imported === null ? 0 : 8 }, async () => {
    let done = 0
    for (; !signal.isOver; done++) await hasher.verify(otters, imported)
    return done
  })
  // Five a second, so that they hardly wait for each other.
  const checks = Array.from({ length: seconds * 5 }, async (_, index) => {
    await pause(index * 200)
    const sinceMs = performance.now()
    await hasher.verify(otters, todays)
    times.push(performance.now() - sinceMs)
  })
  const sinceMs = performance.now()
  await Promise.all(checks)
  signal.isOver = true
  const done = (await Promise.all(storm)).reduce((sum, count) => sum + count, 0)
  const rate = done / ((performance.now() - sinceMs) / 1000)
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)} ms`
  const beside =
    cost === null ? 'alone' : `beside 8 bcrypts of cost ${cost} at a time (${rate.toFixed(1)} a second)`
  process.stdout.write(`argon2 ${beside}: p50 ${at(0.5)}, p95 ${at(0.95)}, worst ${at(0.999)}\n`)
}
await hasher.close()
await thread.close()
