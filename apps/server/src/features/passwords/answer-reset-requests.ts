import { resetPasswordLetter } from '../../mail/letters/reset-password-letter.ts'
import { takeMailRequest } from '../../mail/mail.store.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import { recordEvent } from '../audit/record-event.ts'
import { makeLink, type LinkMaker } from '../links/one-time-link.ts'
import { findAccountByEmail } from '../users/users.store.ts'
import type { Db } from '../../db/schema.ts'

/** What reset letters are written with. */
export type ResetAnswerer = LinkMaker & MailQueue & { db: Db }

/**
 * Writes the reset letters that people asked for; of an address without an account nothing comes. A job does
 * this, so that asking takes as long for either (contract, "Bad input").
 */
export async function answerResetRequests(services: ResetAnswerer): Promise<void> {
  while (await answerOne(services));
}

async function answerOne(services: ResetAnswerer): Promise<boolean> {
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
