import type { Client } from '../../client.ts'
import type { Clock } from '../../clock.ts'
import type { JobData } from '../../db/job-queues.ts'
import type { Db } from '../../db/schema.ts'
import { resetPasswordLetter } from '../../mail/letters/reset-password-letter.ts'
import { type MailQueue, queueMail } from '../../mail/queue-mail.ts'
import type { Jobs } from '../../queues/open-jobs.ts'
import { recordEvent } from '../audit/record-event.ts'
import { linkLifetimeSeconds, type LinkMaker, makeLink } from '../links/one-time-link.ts'
import { countMailRequest } from '../mail-requests/count-mail-request.ts'
import { lockMailRequestsOf } from '../mail-requests/mail-requests.store.ts'
import { findAccountByEmail } from '../users/users.store.ts'

/**
 * Notes that somebody wants to set a new password for an address. Nothing is looked up: whether there is an
 * account is found out by a job, so that neither answer nor time tells.
 */
export async function forgotPassword(
  services: { db: Db; now: Clock; jobs: Pick<Jobs, 'add'> },
  email: string,
  client: Client,
): Promise<void> {
  const { db, jobs } = services
  const { ip, user_agent } = client
  await db.transaction().execute(async (tx) => {
    if (!(await countMailRequest(services, tx, { email, kind: 'reset-password', client }))) return
    await jobs.add(tx, 'password-reset', { email, ip, user_agent }, { key: email })
  })
}

/** What reset letters are written with. */
export type ResetLetters = LinkMaker & MailQueue & { db: Db }

/**
 * Writes the reset letter that somebody asked for; of an address without an account nothing comes. A job does
 * this, so that asking takes as long for either (contract, "Bad input").
 */
export async function answerResetRequest(
  services: ResetLetters,
  { email, ...client }: JobData['password-reset'],
): Promise<void> {
  const { db, now } = services
  await db.transaction().execute(async (tx) => {
    // So that a deletion of the account either finds the letter or leaves no account to write to.
    await lockMailRequestsOf(tx, email)
    const account = await findAccountByEmail(tx, email)
    if (!account) return
    const { id: user_id } = account
    await recordEvent(tx, { user_id, kind: 'password_reset_requested', client, at: now() })
    const link = await makeLink(services, tx, { purpose: 'reset-password', user_id, email })
    const letter = resetPasswordLetter({ email, link })
    await queueMail(services, tx, letter, email, linkLifetimeSeconds['reset-password'])
  })
}
