import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import nodemailer from 'nodemailer'
import { reasonOf } from '../start-error.ts'
import type { Mailbox, Mailer } from './mailer.ts'
import { toMessage } from './message.ts'

/**
 * Writes each letter into a folder as an `.eml` file that mail programs open, for development and tests: no mail
 * server is asked. A file is written whole under another name first, and only its owner may read it.
 */
export function outboxMailer(options: { folder: string; from: Mailbox; now: () => Date }): Mailer {
  const { folder, from, now } = options
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' })

  return {
    async send(letter) {
      try {
        const { message } = await composer.sendMail({ ...toMessage(letter, from), date: now() })
        await mkdir(folder, { recursive: true, mode: 0o700 })
        // Ids are made in the order of time, and so are the names.
        const file = join(folder, `${letter.id}.eml`)
        await writeFile(`${file}.tmp`, message as Buffer, { mode: 0o600 })
        await rename(`${file}.tmp`, file)
        return { kind: 'sent' }
      } catch (error) {
        return { kind: 'failed', reason: reasonOf(error) }
      }
    },
    close: () => composer.close(),
  }
}
