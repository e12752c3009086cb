import type { Config } from '../config.ts'
import type { Mailer } from './mailer.ts'
import { outboxMailer } from './outbox-mailer.ts'
import { smtpMailer } from './smtp-mailer.ts'

/** The mail server of the settings, or the outbox folder where they name none. */
export function openMailer(config: Config, now: () => Date): Mailer {
  const from = config.mail_from
  if (config.smtp_url !== null) return smtpMailer({ url: config.smtp_url, from })
  return outboxMailer({ folder: config.mail_outbox, from, now })
}
