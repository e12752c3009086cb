import type { StoredSession } from './session-store.ts'

/** How much life an access token has left: to be used, to be used while a new one is fetched, or not at all. */
export type Phase = 'fresh' | 'soft' | 'hard'

/**
 * Judges a token by the time since it arrived, on this device's clock alone, so that a clock that is hours off
 * does no harm.
 *
 * Soft are the last 60 seconds (or 20 % of a shorter life), hard the last 10 (or 5 %). A receipt in the
 * future means that the clock was moved, so nothing is known: hard. So is what no header can carry, since no
 * answer would ever say that it is bad.
 */
export function phaseOf(session: StoredSession, nowMs: number): Phase {
  const age = (nowMs - session.received_at) / 1000
  const left = session.expires_in - age
  if (!/^[!-~]{1,4000}$/.test(session.access_token)) return 'hard'
  if (age < 0 || left <= Math.min(10, session.expires_in * 0.05)) return 'hard'
  return left <= Math.min(60, session.expires_in * 0.2) ? 'soft' : 'fresh'
}

/** Whether the token's life is over by this device's clock. */
export function isOver(session: StoredSession, nowMs: number): boolean {
  return nowMs - session.received_at >= session.expires_in * 1000
}
