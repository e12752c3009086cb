import type { FastifyBaseLogger } from 'fastify'
import type { Db } from '../db/schema.ts'
import { deleteExpired } from './delete-expired.ts'

const everyMs = 10 * 60_000

/** Starts the work that no request waits for: now and every ten minutes, one run at a time. */
export function startJobs(options: {
  db: Db
  now: () => Date
  rememberedSeconds: number
  log: FastifyBaseLogger
}): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve()

  function run(): void {
    running = running
      .then(() => deleteExpired(options.db, options.now(), options.rememberedSeconds))
      .catch((error: unknown) => options.log.error(error, 'expired rows were not deleted'))
  }

  const timer = setInterval(run, everyMs)
  timer.unref()
  run()
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
