import type { BaseLogger } from 'pino'
import { open } from '../crypto/sealed-box.ts'
import type { TakenJob } from '../queues/open-jobs.ts'
import type { Delivery, Letter, Mailer } from './mailer.ts'

/** What letters are sent with. */
export type MailSender = {
  log: Pick<BaseLogger, 'error'>
  mailer: Mailer
  mail_key: Uint8Array
  metrics: { mail_deliveries: { count(outcome: Delivery['kind']): void } }
}

/**
 * Sends a letter of the queue.
 *
 * It is given up when it is too old, so that no link arrives that leads nowhere, and when the mail server refuses its
 * recipient for good.
 *
 * @throws Error where it is to be tried again
 */
export async function sendLetter(
  services: MailSender,
  { id, data, tries, is_too_old }: TakenJob<'mail'>,
): Promise<void> {
  const { mailer, mail_key, log, metrics } = services
  const giveUp = (reason: string) => log.error({ mail_id: id, tries, reason }, 'a letter was given up')
  if (is_too_old) return giveUp('It is too old.')

  const plain = open(mail_key, Buffer.from(data.sealed_letter, 'base64'), id)
  if (!plain) return giveUp('It was sealed under another AUTH_SECRET.')
  const letter = JSON.parse(plain.toString()) as Letter
  const delivery = await mailer.send({ ...letter, id, to: data.to })
  metrics.mail_deliveries.count(delivery.kind)
  if (delivery.kind === 'sent') return

  // The address stays out of the log.
  const reason = delivery.reason.replaceAll(data.to, '…')
  if (delivery.kind === 'failed') throw new Error(`The letter was not sent: ${reason}`)
  giveUp(reason)
}
