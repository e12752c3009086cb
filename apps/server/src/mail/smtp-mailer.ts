import nodemailer from 'nodemailer'
import { reasonOf } from '../start-error.ts'
import type { Delivery, Mailbox, Mailer } from './mailer.ts'
import { toMessage } from './message.ts'

/** How long the mail server may take to accept a connection, to greet, and to say the next thing. */
export type SmtpTimeouts = { connect_ms: number; greet_ms: number; silent_ms: number }

const usualTimeouts: SmtpTimeouts = { connect_ms: 10_000, greet_ms: 10_000, silent_ms: 20_000 }

/**
 * Sends letters through a mail server.
 *
 * Only a recipient refused for good (5xx to `RCPT`) counts as refused; anything else may pass: a server that is
 * away, silent or busy, a wrong password in the settings.
 *
 * @param options.url `smtp://` or `smtps://`, with user and password where the server wants them
 */
export function smtpMailer(options: { url: string; from: Mailbox; timeouts?: SmtpTimeouts }): Mailer {
  const timeouts = options.timeouts ?? usualTimeouts
  const transport = nodemailer.createTransport({
    url: options.url,
    // Connections are kept for the next letter: greeting and signing in take longer than a letter does.
    pool: true,
    connectionTimeout: timeouts.connect_ms,
    greetingTimeout: timeouts.greet_ms,
    socketTimeout: timeouts.silent_ms,
  })

  return {
    async send(letter) {
      try {
        await transport.sendMail(toMessage(letter, options.from))
        return { kind: 'sent' }
      } catch (error) {
        return toDelivery(error)
      }
    },
    close: () => transport.close(),
  }
}

function toDelivery(error: unknown): Delivery {
  const { command, responseCode } = error as { command?: string; responseCode?: number }
  const isRefused = command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500
  return { kind: isRefused ? 'refused' : 'failed', reason: reasonOf(error) }
}
