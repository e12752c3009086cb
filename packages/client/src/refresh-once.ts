import type { Session } from '@runsite/shared/sessions'
import { signedOutError, unreachableError } from './auth-error.ts'
import type { RefreshOutcome } from './request-refresh.ts'

const maxWaiters = 200
const maxWaitSeconds = 15
const backOffSeconds = [1, 2, 4, 8, 16, 30]
const breakerSeconds = 30
const maxRetryAfterSeconds = 300

/** One refresh at a time, for as many callers as there are. */
export type RefreshOnce = {
  /** Joins the refresh under way, or starts one. Resolves with what `settle` made of its outcome. */
  run: (signal?: AbortSignal) => Promise<Session | null>
  /** Ends a refresh under way: everyone who waits gets `signed_out`. */
  abort: () => void
  /** Forgets earlier failures: there is a new session, or the network is back. */
  reset: () => void
  /** Notes that the server refused a token it had just issued. Twice in 30 seconds: no refresh for 30 seconds. */
  noteFreshTokenRefused: () => void
  isRunning: () => boolean
  /** Whether the last refresh failed without a verdict. */
  isDegraded: () => boolean
  /** Whether a refresh may be started now: neither backing off nor stopped. */
  isAllowed: () => boolean
  isStopped: () => boolean
}

/**
 * Makes refreshes single, bounded and patient: at most 200 callers wait, 15 seconds each; a failure without a
 * verdict is followed by a pause of 1, 2, 4, 8, 16, then 30 seconds, give or take a fifth, or by `Retry-After` if that
 * is longer, but never by more than 5 minutes: what asks for a year is a mistake.
 *
 * @param send asks the server; never rejects
 * @param settle keeps what came, or returns null for another tab's pair; throws what the callers shall get
 */
export function refreshOnce(
  send: (signal: AbortSignal) => Promise<RefreshOutcome>,
  settle: (outcome: RefreshOutcome) => Session | null,
): RefreshOnce {
  let flight: { controller: AbortController; done: Promise<Session | null> } | null = null
  let waiters = 0
  let failures = 0
  // By the time since the page was opened: the clock of the day may be put back meanwhile.
  let notBefore = 0
  let stoppedUntil = 0
  let lastFutileAt = Number.NEGATIVE_INFINITY

  const noteOutcome = (outcome: RefreshOutcome) => {
    if (outcome.kind !== 'no_verdict') {
      failures = 0
      notBefore = 0
      return
    }
    const pause = (backOffSeconds[failures] ?? 30) * (0.8 + Math.random() * 0.4)
    failures += 1
    const asked = Math.min(outcome.error.retry_after_seconds ?? 0, maxRetryAfterSeconds)
    notBefore = performance.now() + Math.max(pause, asked) * 1000
  }

  const start = () => {
    const controller = new AbortController()
    const cancelled = new Promise<never>((_, reject) => {
      controller.signal.addEventListener('abort', () => reject(signedOutError()), { once: true })
    })
    const work = send(controller.signal).then((outcome) => {
      if (controller.signal.aborted) return null
      noteOutcome(outcome)
      return settle(outcome)
    })
    const done = Promise.race([work, cancelled]).finally(() => {
      if (flight?.controller === controller) flight = null
    })
    // Nobody may be waiting (a refresh behind a request that is answered already).
    done.catch(() => {})
    flight = { controller, done }
    return flight
  }

  return {
    run: async (signal) => {
      signal?.throwIfAborted()
      if (!flight && performance.now() < notBefore) throw unreachableError()
      if (waiters >= maxWaiters) throw unreachableError()
      waiters += 1
      try {
        return await within((flight ?? start()).done, signal)
      } finally {
        waiters -= 1
      }
    },
    abort: () => {
      flight?.controller.abort()
      flight = null
    },
    reset: () => {
      failures = 0
      notBefore = 0
      stoppedUntil = 0
    },
    noteFreshTokenRefused: () => {
      const now = performance.now()
      if (now - lastFutileAt < breakerSeconds * 1000) stoppedUntil = now + breakerSeconds * 1000
      lastFutileAt = now
    },
    isRunning: () => flight !== null,
    isDegraded: () => failures > 0,
    isAllowed: () => performance.now() >= notBefore && performance.now() >= stoppedUntil,
    isStopped: () => performance.now() < stoppedUntil,
  }
}

/** Waits for the refresh, but neither for ever nor past the caller's own abort. */
function within<T>(done: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(unreachableError())), maxWaitSeconds * 1000)
    const onAbort = () => settle(() => reject(signal?.reason))
    const settle = (act: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      act()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    done.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    )
  })
}
