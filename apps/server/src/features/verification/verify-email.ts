import type { UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import type { Db } from '../../db/schema.ts'
import { emailVerified } from '../../mail/letters/email-verified.ts'
import { verifyEmailLetter } from '../../mail/letters/verify-email-letter.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { takeLink } from '../links/links.store.ts'
import { linkLifetimeSeconds, linkTokenHash, makeLink, type LinkMaker } from '../links/one-time-link.ts'
import { getAccount, getLockedAccount } from '../users/get-account.ts'
import { markEmailVerified } from './verification.store.ts'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import { countMailRequest } from '../mail-requests/count-mail-request.ts'

/** What a mail that asks to verify an address is written with. */
export type VerificationMail = LinkMaker & MailQueue

/**
 * Verifies the address of a signed-in person by the link that was mailed to it.
 *
 * Signed in, and with the mail in hand: both together prove whose account it is, so nothing of it is dropped.
 * A stranger's link is left as it is.
 *
 * @throws `link_expired` also for the link of another account
 */
export async function verifyEmail(
  services: MailQueue & { config: Pick<Config, 'web_url'>; db: Db; now: Clock },
  userId: UserId,
  token: string,
  client: Client,
): Promise<void> {
  const { db, now } = services
  await db.transaction().execute(async (tx) => {
    const account = await getLockedAccount(tx, userId)
    const { email } = account
    const link = {
      token_hash: linkTokenHash(token),
      purpose: 'verify-email',
      user_id: userId,
      email,
    } as const
    if (!(await takeLink(tx, { ...link, at: now() }))) throw new AuthError('link_expired')
    if (account.email_verified) return
    await markEmailVerified(tx, { id: userId, at: now() })
    await recordEvent(tx, { user_id: userId, kind: 'email_verified', client, at: now() })
    await queueMail(services, tx, emailVerified(services.config, email), email)
  })
}

/**
 * Mails a new verification link to a signed-in person. Nothing is sent where the address is verified already,
 * or where mails to it were asked for too often.
 */
export async function resendVerification(
  services: VerificationMail & { db: Db },
  userId: UserId,
  client: Client,
): Promise<void> {
  const account = await getAccount(services.db, userId)
  if (account.email_verified) return
  await services.db
    .transaction()
    .execute((tx) => askToVerify(services, tx, account, { kind: 'verify-email', client }))
}

/**
 * Mails the verification link of an account, within the limits.
 *
 * @param asked `welcome` for the first one, in the transaction of the registration
 */
export async function askToVerify(
  services: VerificationMail,
  tx: Db,
  user: { id: UserId; email: string },
  asked: { kind: 'welcome' | 'verify-email'; client: Client },
): Promise<void> {
  const { id: user_id, email } = user
  if (!(await countMailRequest(services, tx, { email, ...asked }))) return
  const link = await makeLink(services, tx, { purpose: 'verify-email', user_id, email })
  await queueMail(
    services,
    tx,
    verifyEmailLetter({ email, link }),
    email,
    linkLifetimeSeconds['verify-email'],
  )
}
