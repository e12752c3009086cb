import { v7 } from 'uuid'
import { seal } from '../crypto/sealed-box.ts'
import type { Db } from '../db/schema.ts'
import { insertMail } from './mail.store.ts'
import type { Letter } from './mailer.ts'
import type { Clock } from '../clock.ts'

/** What a letter is queued with. */
export type MailQueue = { mail_key: Uint8Array; mail_job: { wake(): void }; now: Clock }

/**
 * Puts a letter into the queue, in the transaction of the deed it tells of: it goes out if the deed stands, and
 * only then. It rests sealed, as it may hold a one-time link.
 */
export async function queueMail(services: MailQueue, tx: Db, letter: Letter, to: string): Promise<void> {
  const id = v7()
  const { subject, text, html } = letter
  const plain = Buffer.from(JSON.stringify({ subject, text, html }))
  await insertMail(tx, {
    id,
    recipient: to,
    sealed_letter: seal(services.mail_key, plain, id),
    at: services.now(),
  })
  services.mail_job.wake()
}
