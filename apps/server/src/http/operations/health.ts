import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { AuthError } from '../../auth-error.ts'
import type { Db } from '../../db/schema.ts'

/** `/healthz` while the process is alive; `/readyz` while the database answers, else 503. */
export function addHealth(app: FastifyInstance, services: { db: Db }): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async () => {
    try {
      await sql`select 1`.execute(services.db)
    } catch {
      throw new AuthError('unavailable', { retry_after_seconds: 2 })
    }
    return { status: 'ok' }
  })
}
