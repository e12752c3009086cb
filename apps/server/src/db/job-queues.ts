import { fromKysely, PgBoss, type Queue } from 'pg-boss'
import type { Db } from './schema.ts'

/** What a job of each queue carries. */
export type JobData = {
  /** A letter as JSON, sealed under a key derived from `AUTH_SECRET`, as it may hold a one-time link; in base64. */
  mail: { to: string; sealed_letter: string }
  /** Somebody asked to set a new password for an address, which need not have an account. */
  'password-reset': { email: string; ip: string | null; user_agent: string | null }
  'regular-work': Record<string, never>
}

/** The queues, one for each kind of work, so that none holds up another. */
export type QueueName = keyof JobData

const queues: Record<QueueName, Omit<Queue, 'name'>> = {
  mail: {
    // After 5 to 10 seconds, then 10 to 20 and so on, up to 30 minutes, until the letter is too old.
    retryLimit: 10_000,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 1800,
    retentionSeconds: 48 * 3600,
    // Longer than a mail server that says each thing at the last moment can take.
    expireInSeconds: 900,
    // An instance that died is noticed by this, and its letters are another's.
    heartbeatSeconds: 60,
  },
  'password-reset': {
    retryLimit: 10_000,
    retryDelay: 5,
    retryBackoff: true,
    retryDelayMax: 300,
    retentionSeconds: 3600,
    expireInSeconds: 60,
  },
  'regular-work': {
    // One at a time in the whole cluster; one that fails is followed by the next one anyway.
    policy: 'exclusive',
    retryLimit: 0,
    retentionSeconds: 3600,
    expireInSeconds: 3600,
    heartbeatSeconds: 60,
  },
}

/**
 * Brings the job tables, which are pg-boss's own in the schema `pgboss`, and our queues up to date.
 *
 * An older release goes on working with what a newer one has made of them.
 */
export async function installJobQueues(db: Db): Promise<void> {
  const boss = new PgBoss({
    db: fromKysely(db),
    supervise: false,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  // What fails is thrown as well; without a listener an event of this name would end the process.
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const [name, options] of Object.entries(queues)) {
      const { policy: _policy, ...changeable } = options
      await boss.createQueue(name, options)
      await boss.updateQueue(name, changeable)
    }
    await boss.schedule('regular-work', '*/10 * * * *')
  } finally {
    await boss.stop({ graceful: false })
  }
}
