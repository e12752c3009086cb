import { createHmac } from 'node:crypto'
import { AuthError } from '../../auth-error.ts'
import type { Db } from '../../db/schema.ts'
import { countAttemptsAt, findSpentAttempts, giveBackAttempts, type LimitedKey } from './attempts.store.ts'
import { type LimitName, limits } from './limits.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../clock.ts'

/** What tries are counted with. */
export type RateLimiter = {
  config: Pick<Config, 'rate_limits'>
  db: Db
  now: Clock
  attempt_key: Uint8Array
}

/** A try under a limit, and what that counts by: an address, a network, a session. */
export type Attempt = { limit: LimitName; key: string }

/** Tries that were counted. `give_back` makes them uncounted. */
export type CountedAttempts = { give_back: () => Promise<void> }

/**
 * Counts a try under each of some limits, all or none: call it before what is limited.
 *
 * One count serves all instances, parallel tries and the calls of a batch. Nothing is counted with
 * `RATE_LIMITS=off`.
 *
 * @throws `rate_limited`, with the seconds until all of them allow another
 */
export async function countAttempts(
  services: RateLimiter,
  attempts: readonly Attempt[],
): Promise<CountedAttempts> {
  const { config, db, now } = services
  if (config.rate_limits === 'off') return { give_back: async () => {} }
  const keys = attempts.map((attempt) => toKey(services, attempt))
  const key_hashes = keys.map(({ key_hash }) => key_hash)
  const at = now()
  // A plain read first: who is refused anyway, as in an attack, then holds no lock that others wait for.
  if (keys.length > 1) await refuseSpent(services, attempts)
  if (!(await areCounted(db, keys, at))) {
    await refuseSpent(services, attempts)
    // It was given back in between.
    throw refusal(keys[0]?.name ?? 'refresh', 1)
  }
  return { give_back: () => giveBackAttempts(db, key_hashes) }
}

/**
 * Refuses where a limit allows no further try, without counting one.
 *
 * @throws `rate_limited`
 */
export async function refuseSpent(services: RateLimiter, attempts: readonly Attempt[]): Promise<void> {
  const { config, db, now } = services
  if (config.rate_limits === 'off') return
  const keys = attempts.map((attempt) => toKey(services, attempt))
  const at = now()
  const spent = await findSpentAttempts(
    db,
    keys.map(({ key_hash }) => key_hash),
    at,
  )
  const [last] = spent.toSorted((one, other) => other.free_at.getTime() - one.free_at.getTime())
  if (!last) return
  const name = keys.find(({ key_hash }) => key_hash.equals(last.key_hash))?.name ?? 'refresh'
  throw refusal(name, Math.ceil((last.free_at.getTime() - at.getTime()) / 1000))
}

class NotAllCounted extends Error {}

async function areCounted(db: Db, keys: readonly LimitedKey[], at: Date): Promise<boolean> {
  if (keys.length === 1) return (await countAttemptsAt(db, keys, at)).length === 1
  try {
    await db.transaction().execute(async (tx) => {
      const counted = await countAttemptsAt(tx, keys, at)
      if (counted.length < keys.length) throw new NotAllCounted()
    })
    return true
  } catch (error) {
    if (error instanceof NotAllCounted) return false
    throw error
  }
}

function toKey({ attempt_key }: RateLimiter, { limit, key }: Attempt): LimitedKey & { name: LimitName } {
  const key_hash = createHmac('sha256', attempt_key).update(`${limit}\0${key}`).digest()
  return { name: limit, limit: limits[limit], key_hash }
}

function refusal(name: LimitName, seconds: number): AuthError {
  const { quota, window_seconds } = limits[name]
  return new AuthError('rate_limited', {
    retry_after_seconds: Math.max(1, seconds),
    limit: { name, quota, window_seconds },
  })
}
