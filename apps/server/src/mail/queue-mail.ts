import { v7 } from 'uuid'
import { seal } from '../crypto/sealed-box.ts'
import type { Db } from '../db/schema.ts'
import type { Jobs } from '../queues/open-jobs.ts'
import type { Letter } from './mailer.ts'

/** What a letter is queued with. */
export type MailQueue = { jobs: Pick<Jobs, 'add'>; mail_key: Uint8Array }

/**
 * Puts a letter into the queue, in the transaction of the deed it tells of: it goes out if the deed stands, and
 * only then. It rests sealed, as it may hold a one-time link.
 *
 * @param lastsSeconds how long it is of use, two days by default: later it is not sent
 */
export async function queueMail(
  { jobs, mail_key }: MailQueue,
  tx: Db,
  letter: Letter,
  to: string,
  lastsSeconds?: number,
): Promise<void> {
  const id = v7()
  const { subject, text, html } = letter
  const plain = Buffer.from(JSON.stringify({ subject, text, html }))
  const sealed_letter = seal(mail_key, plain, id).toString('base64')
  await jobs.add(tx, 'mail', { to, sealed_letter }, { id, key: to, lasts_seconds: lastsSeconds })
}
