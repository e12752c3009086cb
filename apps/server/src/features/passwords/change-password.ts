import type { SessionId, UserId } from '@runsite/shared/ids'
import type { ChangePassword } from '@runsite/shared/passwords'
import { AuthError } from '../../auth-error.ts'
import { passwordChanged } from '../../mail/letters/password-changed.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { endSessionsOf, type SessionEnder } from '../sessions/end-session.ts'
import { deleteLinks } from '../links/links.store.ts'
import { getAccount } from '../users/get-account.ts'
import { checkOwner, type OwnerProof, requireGiven } from './prove-owner.ts'
import { refuseGuessable } from './password-policy.ts'
import { changePasswordHash } from './passwords.store.ts'
import type { Config } from '../../config.ts'
import type { PasswordHasher } from './password-hash.ts'

/**
 * Changes the password of a signed-in person, or sets their first one. Every other session ends, and every
 * link on its way is void.
 *
 * @throws `password_too_common`, `rate_limited`, `password_incorrect`, `unavailable`;
 *   `reauthentication_required` where there is no password to ask for and the sign-in is older than 10
 *   minutes
 */
export async function changePassword(
  services: OwnerProof &
    SessionEnder &
    MailQueue & { config: Pick<Config, 'web_url'>; passwords: Pick<PasswordHasher, 'hash'> },
  caller: { user_id: UserId; session_id: SessionId },
  input: ChangePassword,
  client: Client,
): Promise<void> {
  const { config, db, now, passwords } = services
  const account = await getAccount(db, caller.user_id)
  const { id, email } = account
  const given = requireGiven(account, input.current_password, 'current_password')
  refuseGuessable(input.new_password, account, 'new_password')
  await checkOwner(services, account, caller.session_id, given)
  const to = await passwords.hash(input.new_password)

  await db.transaction().execute(async (tx) => {
    const isChanged = await changePasswordHash(tx, { id, from: account.password_hash, to, at: now() })
    // Changed meanwhile: what was checked is the current one no more.
    if (!isChanged) throw new AuthError('password_incorrect')
    await endSessionsOf(services, tx, { user_id: id, except: caller.session_id })
    await deleteLinks(tx, id)
    await recordEvent(tx, { user_id: id, kind: 'password_changed', client, at: now() })
    await queueMail(services, tx, passwordChanged(config, { email, client, at: now() }), email)
  })
}
