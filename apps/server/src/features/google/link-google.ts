import type { Db } from '../../db/schema.ts'
import { googleLinked } from '../../mail/letters/google-linked.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { setGoogleId } from './google-links.store.ts'
import { getAccount } from '../users/get-account.ts'
import type { Account } from '../users/users.store.ts'
import type { GooglePerson } from './google-person.ts'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'

/** What an account is linked to Google with, and its owner notified. */
export type GoogleLinker = MailQueue & { config: Pick<Config, 'web_url'>; now: Clock }

/**
 * Links an account to Google, and notifies its owner.
 *
 * @param tx has the account locked, and who may be linked decided
 * @param link.is_taken_over the account was somebody's who never verified its address
 * @returns the account as it is now
 */
export async function linkGoogle(
  services: GoogleLinker,
  tx: Db,
  link: { account: Account; person: GooglePerson; client: Client; is_taken_over: boolean },
): Promise<Account> {
  const { config, now } = services
  const { account, person, client, is_taken_over } = link
  const { id, email } = account
  const at = now()
  await setGoogleId(tx, { id, google: person.google, at })
  const details = person.email === null ? {} : { google_email: person.email }
  await recordEvent(tx, { user_id: id, kind: 'google_linked', client, at, details })
  await queueMail(services, tx, googleLinked(config, { email, client, at, is_taken_over }), email)
  return getAccount(tx, id)
}
