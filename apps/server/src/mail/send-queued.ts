import { open } from '../crypto/sealed-box.ts'
import { deleteMail, postponeMail, type TakenMail, takeMail } from './mail.store.ts'
import type { Delivery, Letter, Mailer } from './mailer.ts'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/schema.ts'
import type { BaseLogger } from 'pino'

const atOnce = 5
// Longer than a mail server that says each thing at the last moment can take, so that no second instance sends too.
const claimMs = 15 * 60_000
const firstDelayMs = 5_000
const longestDelayMs = 30 * 60_000
const givenUpMs = 48 * 3_600_000

/** What letters are sent with. */
export type MailSender = {
  db: Db
  now: Clock
  log: Pick<BaseLogger, 'warn' | 'error'>
  mailer: Mailer
  mail_key: Uint8Array
  metrics: { mail_deliveries: { count(outcome: Delivery['kind']): void } }
}

/**
 * Sends the letters that are due, a few at once, until none is left or the mail server fails.
 *
 * One that fails is tried again after 5 seconds, then 10, 20 and so on up to 30 minutes; after two days it is given
 * up, as is one whose recipient the server refuses for good. Instances share the queue.
 */
export async function sendQueued(services: MailSender, isStopping: () => boolean): Promise<void> {
  while (!isStopping()) {
    const at = services.now()
    const until = new Date(at.getTime() + claimMs)
    const taken = await takeMail(services.db, { at, until, at_most: atOnce })
    const deliveries = await Promise.all(taken.map((mail) => sendTaken(services, mail)))
    if (taken.length < atOnce || deliveries.some((delivery) => delivery.kind === 'failed')) return
  }
}

async function sendTaken(services: MailSender, mail: TakenMail): Promise<Delivery> {
  const { db, log, metrics, now } = services
  const delivery = await deliver(services, mail)
  metrics.mail_deliveries.count(delivery.kind)
  if (delivery.kind === 'sent') {
    await deleteMail(db, mail)
    return delivery
  }
  const at = now()
  const isGivenUp = delivery.kind === 'refused' || at.getTime() - mail.created_at.getTime() >= givenUpMs
  // The address stays out of the log.
  const note = {
    mail_id: mail.id,
    attempts: mail.attempts,
    reason: delivery.reason.replaceAll(mail.recipient, '…'),
  }
  if (isGivenUp) {
    await deleteMail(db, mail)
    log.error(note, 'a letter was given up')
  } else {
    await postponeMail(db, { ...mail, due_at: new Date(at.getTime() + delayMs(mail.attempts)) })
    log.warn(note, 'a letter was not sent yet')
  }
  return delivery
}

async function deliver({ mailer, mail_key }: MailSender, mail: TakenMail): Promise<Delivery> {
  const plain = open(mail_key, mail.sealed_letter, mail.id)
  if (!plain) return { kind: 'refused', reason: 'It was sealed under another AUTH_SECRET.' }
  const letter = JSON.parse(plain.toString()) as Letter
  return mailer.send({ ...letter, id: mail.id, to: mail.recipient })
}

const delayMs = (attempts: number) => Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts - 1, 20))
