import { countMailRequest } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'

/**
 * Notes that somebody wants to set a new password for an address. Nothing is looked up: whether there is an account
 * is found out by a job, so that neither answer nor time tells.
 */
export async function forgotPassword(
  services: { db: Db; now: Clock; mail_job: { wake(): void } },
  email: string,
  client: Client,
): Promise<void> {
  const request = { email, kind: 'reset-password', client, is_open: true } as const
  await services.db.transaction().execute((tx) => countMailRequest(services, tx, request))
  services.mail_job.wake()
}
