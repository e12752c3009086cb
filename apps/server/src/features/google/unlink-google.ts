import type { SessionId, UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import { googleUnlinked } from '../../mail/letters/google-unlinked.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { requireRecentSignIn } from '../sessions/recent-sign-in.ts'
import { clearGoogleId } from './google-links.store.ts'
import { getLockedAccount } from '../users/get-account.ts'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/schema.ts'

/**
 * Takes Google away from an account's ways to sign in; nothing happens where it is none of them. From then on
 * only its owner, signed in, links it again.
 *
 * @throws `reauthentication_required` where the sign-in is older than 10 minutes; `last_sign_in_method`
 *   without a password
 */
export async function unlinkGoogle(
  services: MailQueue & { config: Pick<Config, 'web_url'>; db: Db; now: Clock },
  caller: { user_id: UserId; session_id: SessionId },
  client: Client,
): Promise<void> {
  const { config, db, now } = services
  const { user_id } = caller
  await requireRecentSignIn(services, caller.session_id)
  await db.transaction().execute(async (tx) => {
    const account = await getLockedAccount(tx, user_id)
    const { email, has_google } = account
    if (!has_google) return
    if (account.password_hash === null) throw new AuthError('last_sign_in_method')
    const at = now()
    await clearGoogleId(tx, { id: user_id, at })
    await recordEvent(tx, { user_id, kind: 'google_unlinked', client, at })
    await queueMail(services, tx, googleUnlinked(config, { email, client, at }), email)
  })
}
