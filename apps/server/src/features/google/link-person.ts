import type { GoogleFailure } from '@runsite/shared/google'
import { emailVerified } from '../../mail/letters/email-verified.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { isLiveSession } from '../sessions/check-session.ts'
import { findGoogleAccount, lockGoogleId } from './google-links.store.ts'
import { lockAccount } from '../users/users.store.ts'
import { markEmailVerified } from '../verification/verification.store.ts'
import type { GooglePerson } from './google-person.ts'
import { linkGoogle, type GoogleLinker } from './link-google.ts'
import type { Attempt } from './sealed-attempt.ts'
import type { Db } from '../../db/schema.ts'

/** What became of a link. `ended`: the session that asked for it is over. */
export type Linked = { kind: 'linked' } | { kind: 'ended' } | { kind: 'failed'; failure: GoogleFailure }

/**
 * Links Google to the account of the signed-in person who asked for it, if their session still stands.
 *
 * An address that is theirs here and verified at Google is verified from now on: signed in to the account and
 * to that address, its owner has proved both, as with a mailed link.
 */
export async function linkPerson(
  services: GoogleLinker & { db: Db },
  person: GooglePerson,
  { user_id, session_id }: NonNullable<Attempt['link']>,
  client: Client,
): Promise<Linked> {
  const { config, db, now } = services
  return db.transaction().execute(async (tx): Promise<Linked> => {
    await lockGoogleId(tx, person.google)
    const owner = await findGoogleAccount(tx, person.google)
    const account = await lockAccount(tx, user_id)
    // Read under the lock: a changed password ends sessions under the same.
    const isLive = await isLiveSession(tx, { user_id, session_id }, now())
    if (!account || !isLive) return { kind: 'ended' }

    if (owner?.id === user_id) return { kind: 'linked' }
    if (owner || account.has_google) return { kind: 'failed', failure: 'google_already_linked' }
    if (person.email === null) return { kind: 'failed', failure: 'google_unverified' }
    await linkGoogle(services, tx, { account, person, client, is_taken_over: false })
    if (!account.email_verified && account.email === person.email) {
      await markEmailVerified(tx, { id: user_id, at: now() })
      await recordEvent(tx, { user_id, kind: 'email_verified', client, at: now() })
      await queueMail(services, tx, emailVerified(config, account.email), account.email)
    }
    return { kind: 'linked' }
  })
}
