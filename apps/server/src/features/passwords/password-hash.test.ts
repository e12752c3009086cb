import { readdirSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { afterAll, expect, test, vi } from 'vitest'
import { testApp } from '../../../test/test-app.ts'
import { openHashThread } from './hash-thread.ts'
import { openPasswordHasher } from './password-hash.ts'

const otters = 'seven lively otters'
const shared = openHashThread()
afterAll(() => shared.close())
// bcrypt of cost 13, which takes half a second.
const imported = '$2b$13$IRLgCzJPt5UkkftARSKtsOks9YHTyWTYMSgmhqRMVHnPB0.GKu/Ma'

test.each([
  ['of today', null],
  ['from elsewhere', imported],
])('one hash %s runs, 64 wait, and the rest are told at once to come back', async (_, hash) => {
  const hasher = openPasswordHasher(shared)
  const refusals: unknown[] = []

  const asked = Array.from({ length: 200 }, () =>
    hasher.verify(otters, hash).catch((error) => refusals.push(error)),
  )
  await setImmediate()

  expect(refusals.length).toBeGreaterThanOrEqual(200 - 65)
  expect(refusals.length).toBeLessThanOrEqual(200 - 64)
  expect(refusals[0]).toMatchObject({ code: 'unavailable', extras: { retry_after_seconds: 2 } })
  await hasher.close()
  await Promise.all(asked)
})

test('who has waited for ten seconds is told to come back', async () => {
  const hasher = openPasswordHasher(shared)
  const asked = Array.from({ length: 3 }, () => hasher.verify(otters, null))
  await setImmediate()

  vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 10_001)
  const outcomes = await Promise.allSettled(asked)
  vi.restoreAllMocks()

  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(outcomes[1]).toMatchObject({ reason: { code: 'unavailable' } })
  await hasher.close()
})

test('nobody waits for a hash that was brought along from elsewhere', async () => {
  const hasher = openPasswordHasher(shared)
  const finished: string[] = []
  const verify = async (name: string, hash: string | null) => {
    await hasher.verify(otters, hash)
    finished.push(name)
  }

  await Promise.all([verify('elsewhere', imported), verify('today', null), verify('today', null)])

  expect(finished).toEqual(['today', 'today', 'elsewhere'])
  await hasher.close()
})

test('a storm of logins gets answers only: wrong, or come back later', async () => {
  await using app = await testApp({ RATE_LIMITS: 'off' })
  const { email } = await app.signedUp()

  const answers = await Promise.all(
    Array.from({ length: 150 }, () =>
      app.call('POST /api/auth/login', { body: { email, password: 'wrong wrong' } }),
    ),
  )

  const busy = answers.filter((answer) => answer.status === 503)
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([401, 503]))
  expect(busy[0]?.headers.get('retry-after')).toBe('2')
  expect(busy[0]?.body.code).toBe('unavailable')
})

test('a hash of another hasher matches, and one that cannot be read is reported', async () => {
  let reports = 0
  const hasher = openPasswordHasher(shared, () => reports++)

  const hash = await hasher.hash('cafe\u0301 au lait')

  expect(await hasher.verify('caf\u00e9 au lait', hash)).toBe(true)
  expect(await hasher.verify('cafe au lait', hash)).toBe(false)
  expect(await hasher.verify(otters, null)).toBe(false)
  expect(reports).toBe(0)
  expect(await hasher.verify(otters, '$argon2id$v=19$m=4194304,t=9,p=1$c29tZXNhbHQ$AAAAAAAA')).toBe(false)
  expect(reports).toBe(1)
  await hasher.close()
})

test.runIf(process.platform === 'linux')('the thread that hashes stands behind the others', async () => {
  await shared.run({ kind: 'hash', password: otters })
  const before = lowered()
  const thread = openHashThread()

  await thread.run({ kind: 'hash', password: otters })

  expect(lowered() - before).toBe(1)
  await thread.close()
})

test('a thread that has ended is replaced', async () => {
  const thread = openHashThread()
  const ended = thread.run({ kind: 'hash', password: otters })
  await setImmediate()

  await thread.close()

  await expect(ended).rejects.toThrow('has ended')
  expect(await thread.run({ kind: 'hash', password: otters })).toMatchObject({ kind: 'hashed' })
  await thread.close()
})

test('after closing nothing is hashed', async () => {
  const hasher = openPasswordHasher(shared)
  await hasher.close()

  await expect(hasher.hash(otters)).rejects.toMatchObject({ code: 'unavailable' })
})

/** How many threads of this process have a niceness of 5 (proc(5), `stat`, field 19). */
function lowered(): number {
  return readdirSync('/proc/self/task').filter((id) => {
    const stat = readFileSync(`/proc/self/task/${id}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16] === '5'
  }).length
}
