import type { GoogleFailure } from '@runsite/shared/google'
import { emailVerified } from '../../mail/letters/email-verified.ts'
import { queueMail } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { findSessionState } from '../sessions/sessions.store.ts'
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
 * An address that is theirs here and verified at Google is verified from now on: signed in to the account and to
 * that address, its owner has proved both, as with a mailed link.
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
    const state = await findSessionState(tx, session_id)
    if (!account || !state || state.user_id !== user_id || isOver(state, now())) return { kind: 'ended' }

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

/** Whether a session has ended or run out, or its user may not use it. */
export function isOver(
  {
    revoked_at,
    expires_at,
    is_suspended,
  }: { revoked_at: Date | null; expires_at: Date; is_suspended: boolean },
  at: Date,
): boolean {
  return revoked_at !== null || expires_at <= at || is_suspended
}
