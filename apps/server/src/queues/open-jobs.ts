import { fromKysely, type JobWithMetadata, PgBoss } from 'pg-boss'
import type { BaseLogger } from 'pino'
import type { JobData, QueueName } from '../db/job-queues.ts'
import type { Db } from '../db/schema.ts'

/** A job that this instance has taken. */
export type TakenJob<Name extends QueueName> = {
  id: string
  data: JobData[Name]
  /** How often it was tried before. */
  tries: number
  /** When this try began, by the database's clock. */
  started_at: Date
  /** Whether it has waited so long, by the database's clock, that nobody wants it any more. */
  is_too_old: boolean
  /** Fires when the server stops, or when another instance has the job. */
  signal: AbortSignal
}

/** Work that no request waits for. It rests in the database until it is done, and all instances share it. */
export type Jobs = {
  /**
   * Adds a job in the transaction of the deed that it follows: it is done if the deed stands, and only then.
   *
   * @param options.key `remove` finds the job by it
   * @param options.lasts_seconds how long anybody wants it; as long as the queue says by default
   */
  add<Name extends QueueName>(
    tx: Db,
    queue: Name,
    data: JobData[Name],
    options?: { id?: string; key?: string; lasts_seconds?: number | undefined },
  ): Promise<void>
  /** Removes the jobs of a key. */
  remove(tx: Db, queue: QueueName, key: string): Promise<void>
  /**
   * Starts to do the jobs of a queue. One that throws is tried again later; one that returns is gone. Where a server
   * dies in between, another one does the job once more.
   *
   * @param options.look_every_seconds for jobs that other instances added, and those that are tried again
   */
  work<Name extends QueueName>(
    queue: Name,
    options: { at_once: number; look_every_seconds: number },
    work: (job: TakenJob<Name>) => Promise<void>,
  ): Promise<void>
  /** Looks for due jobs now. */
  wake(queue: QueueName): void
  /** Takes no more jobs, and waits for those under way, 5 seconds at most; what is not done by then is another's. */
  close(): Promise<void>
}

const connections = 3
const wakeMs = 25
const stopMs = 5_000

/**
 * Opens the queues over connections of their own, so that neither requests nor jobs take them from the other.
 *
 * While the database is away the queues wait for it to come back.
 */
export async function openJobs(
  connectionString: string,
  log: Pick<BaseLogger, 'warn' | 'error'>,
): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString,
    max: connections,
    connectionTimeoutMillis: 5_000,
    application_name: 'runsite-auth jobs',
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  boss.on('error', (error) => log.warn({ err: error }, 'the job queues met an error'))
  boss.on('warning', (warning) => log.warn({ warning }, 'a warning of the job queues'))
  await boss.start()
  const workers = new Map<QueueName, string>()
  const waking = new Map<QueueName, NodeJS.Timeout>()

  function wake(queue: QueueName): void {
    const worker = workers.get(queue)
    if (worker !== undefined) boss.notifyWorker(worker)
  }

  return {
    async add(tx, queue, data, { id, key, lasts_seconds } = {}) {
      await boss.send(queue, data, {
        db: fromKysely(tx),
        ...(id !== undefined && { id }),
        ...(key !== undefined && { singletonKey: key }),
        ...(lasts_seconds !== undefined && { retentionSeconds: lasts_seconds }),
      })
      // Once the transaction is likely to be over; where it is not, the next look finds the job.
      if (waking.has(queue)) return
      const timer = setTimeout(() => {
        waking.delete(queue)
        wake(queue)
      }, wakeMs)
      waking.set(queue, timer.unref())
    },
    async remove(tx, queue, key) {
      const db = fromKysely(tx)
      const found = await boss.findJobs(queue, { key, db })
      if (found.length === 0) return
      await boss.deleteJob(
        queue,
        found.map((job) => job.id),
        { db },
      )
    },
    async work<Name extends QueueName>(
      queue: Name,
      { at_once, look_every_seconds }: { at_once: number; look_every_seconds: number },
      work: (job: TakenJob<Name>) => Promise<void>,
    ) {
      const options = {
        batchSize: at_once,
        burstWhenBatchFull: at_once > 1,
        pollingIntervalSeconds: look_every_seconds,
        includeMetadata: true,
        perJobResults: true,
      } as const
      const worker = await boss.work<JobData[Name], void, typeof options>(queue, options, async (jobs) => {
        const results = await Promise.all(jobs.map((job) => attempt(queue, job, work)))
        const done = jobs.filter((_job, index) => results[index]?.status === 'completed')
        // Nothing of what a job carries is kept; pg-boss would keep it for hours.
        if (done.length > 0) await boss.deleteJob(queue, done)
        return results
      })
      workers.set(queue, worker)
    },
    wake,
    async close() {
      for (const timer of waking.values()) clearTimeout(timer)
      workers.clear()
      await boss.stop({ timeout: stopMs })
    },
  }

  async function attempt<Name extends QueueName>(
    queue: Name,
    job: JobWithMetadata<JobData[Name]>,
    work: (job: TakenJob<Name>) => Promise<void>,
  ): Promise<{ id: string; status: 'completed' | 'failed' }> {
    const { id, data, signal, retryCount: tries, startedOn: started_at } = job
    try {
      await work({ id, data, tries, started_at, signal, is_too_old: started_at >= job.keepUntil })
      return { id, status: 'completed' }
    } catch (error) {
      log.warn({ err: error, queue, job_id: id, tries: tries + 1 }, 'a job failed')
      return { id, status: 'failed' }
    }
  }
}
