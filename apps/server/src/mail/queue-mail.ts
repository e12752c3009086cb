import { v7 } from 'uuid'
import { seal } from '../crypto/sealed-box.ts'
import type { Db } from '../db/schema.ts'
import type { Client } from '../client.ts'
import { insertMail, insertMailRequest } from './mail.store.ts'
import type { Letter } from './mailer.ts'
import type { Clock } from '../clock.ts'

const hourMs = 3_600_000
const askedAtMost = 5

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

/**
 * Counts a mail that someone asks for: 5 per address and hour (contract, "Bad input"), whether or not there is an
 * account. The first one of a registration counts apart.
 *
 * @param is_open whether it is still to be answered, by the mail job
 * @returns false where it was too often: say nothing of it
 */
export async function countMailRequest(
  { now }: { now: Clock },
  tx: Db,
  request: {
    email: string
    kind: 'reset-password' | 'verify-email' | 'welcome'
    client: Client
    is_open: boolean
  },
): Promise<boolean> {
  const { client, ...asked } = request
  const { ip, user_agent } = client
  const at = now()
  const since = new Date(at.getTime() - hourMs)
  return insertMailRequest(tx, { id: v7(), ...asked, ip, user_agent, at }, { since, at_most: askedAtMost })
}
