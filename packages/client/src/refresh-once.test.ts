import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { unreachableError } from './auth-error.ts'
import { refreshOnce } from './refresh-once.ts'
import type { RefreshOutcome } from './request-refresh.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Refreshes of which each fails without a verdict, after `retryAfterSeconds` where it asks for that. */
function failing(retryAfterSeconds: number | null = null) {
  const error = unreachableError(503, undefined, retryAfterSeconds)
  const send = vi.fn<() => Promise<RefreshOutcome>>(async () => ({ kind: 'no_verdict', error }))
  const once = refreshOnce(send, () => {
    throw error
  })
  const pauseSeconds = async () => {
    await once.run().catch(() => {})
    const before = performance.now()
    while (!once.isAllowed()) await vi.advanceTimersByTimeAsync(100)
    return (performance.now() - before) / 1000
  }
  return { once, pauseSeconds }
}

test.each([
  ['a fifth less', 0, [0.8, 1.6, 3.2, 6.4, 12.8, 24, 24]],
  ['a fifth more', 1, [1.2, 2.4, 4.8, 9.6, 19.2, 36, 36]],
])('pauses grow to half a minute, %s by chance', async (_, chance, expected) => {
  vi.spyOn(Math, 'random').mockReturnValue(chance)
  const { pauseSeconds } = failing()

  for (const seconds of expected) expect(await pauseSeconds()).toBeCloseTo(seconds, 0)
})

test('a longer wait that the server asks for counts, a shorter one does not', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5)

  expect(await failing(90).pauseSeconds()).toBe(90)
  expect(await failing(0).pauseSeconds()).toBe(1)
})

test('a wait of a year that the server asks for is cut to five minutes', async () => {
  expect(await failing(31_536_000).pauseSeconds()).toBe(300)
})

test('refreshing stops for 30 seconds after two tokens refused in 30, and no sooner', async () => {
  const { once } = failing()

  once.noteFreshTokenRefused()
  await vi.advanceTimersByTimeAsync(30_000)
  once.noteFreshTokenRefused()
  expect(once.isStopped()).toBe(false)
  await vi.advanceTimersByTimeAsync(29_000)
  once.noteFreshTokenRefused()
  expect(once.isStopped()).toBe(true)
  await vi.advanceTimersByTimeAsync(29_900)
  expect(once.isStopped()).toBe(true)
  await vi.advanceTimersByTimeAsync(100)

  expect(once.isStopped()).toBe(false)
})

test('nobody waits longer than 15 seconds', async () => {
  const once = refreshOnce(
    () => new Promise(() => {}),
    () => null,
  )
  const waiting = once.run().catch((error: unknown) => error)
  const isOver = vi.fn<() => void>()
  void waiting.then(isOver)

  await vi.advanceTimersByTimeAsync(14_900)
  expect(isOver).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(100)

  expect(await waiting).toMatchObject({ code: 'unreachable' })
})
