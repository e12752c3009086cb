import type { Client } from '../../client.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import { resetPasswordLetter } from '../../mail/letters/reset-password-letter.ts'
import { type MailQueue, queueMail } from '../../mail/queue-mail.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type LinkMaker, makeLink } from '../links/one-time-link.ts'
import { countMailRequest } from '../mail-requests/count-mail-request.ts'
import { takeMailRequest } from '../mail-requests/mail-requests.store.ts'
import { findAccountByEmail } from '../users/users.store.ts'

/**
 * Notes that somebody wants to set a new password for an address. Nothing is looked up: whether there is an
 * account is found out by a job, so that neither answer nor time tells.
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

/** What reset letters are written with. */
export type ResetLetters = LinkMaker & MailQueue & { db: Db }

/**
 * Writes the reset letters that people asked for; of an address without an account nothing comes. A job does
 * this, so that asking takes as long for either (contract, "Bad input").
 */
export async function answerResetRequests(services: ResetLetters): Promise<void> {
  while (await answerOne(services));
}

async function answerOne(services: ResetLetters): Promise<boolean> {
  return services.db.transaction().execute(async (tx) => {
    const request = await takeMailRequest(tx)
    if (!request) return false
    const { email, ...client } = request
    const account = await findAccountByEmail(tx, email)
    if (!account) return true
    const { id: user_id } = account
    const at = services.now()
    await recordEvent(tx, { user_id, kind: 'password_reset_requested', client, at })
    const link = await makeLink(services, tx, { purpose: 'reset-password', user_id, email })
    await queueMail(services, tx, resetPasswordLetter({ email, link }), email)
    return true
  })
}
