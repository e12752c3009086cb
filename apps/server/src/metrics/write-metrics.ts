import { collectDefaultMetrics, Registry } from 'prom-client'
import { measureMailQueue } from '../mail/mail.store.ts'
import type { PoolLoad } from '../db/open-database.ts'
import type { Db } from '../db/schema.ts'
import type { PasswordHasher } from '../features/passwords/password-hash.ts'
import type { Revocations } from '../revocations/revocations.ts'
import type { Metrics } from './metrics.ts'

let processRegistry: Registry | undefined

/**
 * Memory, processor time and event loop lag: of the process, so they are watched once, however many servers
 * it has.
 */
function ofTheProcess(): Registry {
  if (!processRegistry) {
    processRegistry = new Registry()
    collectDefaultMetrics({ register: processRegistry })
  }
  return processRegistry
}

/** What the levels are read from. */
export type MetricsSource = {
  metrics: Metrics
  passwords: Pick<PasswordHasher, 'load'>
  pool_load: () => PoolLoad
  revocations: Pick<Revocations, 'isProven'>
  db: Db
}

/**
 * Writes the page for Prometheus, in its text format.
 *
 * It asks the database for the mail queue alone, at a bounded cost; while that is away those two lines are
 * missing.
 */
export async function writeMetrics(services: MetricsSource): Promise<string> {
  const { metrics, passwords, pool_load, revocations, db } = services
  const { levels } = metrics

  const hashes = passwords.load()
  levels.hashes_running.set(hashes.running)
  levels.hashes_waiting.set(hashes.waiting)
  levels.hashes_refused.reset()
  levels.hashes_refused.inc(hashes.refused)

  levels.feed_connected.set(revocations.isProven() ? 1 : 0)

  const pool = pool_load()
  levels.pool_in_use.set(pool.in_use)
  levels.pool_idle.set(pool.idle)
  levels.pool_waiting.set(pool.waiting)

  const queue = await measureMailQueue(db).catch(() => null)
  if (queue) {
    levels.mail_queued.set(queue.letters)
    levels.mail_oldest.set(queue.oldest_seconds)
  } else {
    levels.mail_queued.remove()
    levels.mail_oldest.remove()
  }

  return (await metrics.registry.metrics()) + (await ofTheProcess().metrics())
}
