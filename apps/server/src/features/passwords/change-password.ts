import type { SessionId, UserId } from '@runsite/shared/ids'
import type { ChangePassword } from '@runsite/shared/passwords'
import { AuthError } from '../../auth-error.ts'
import { passwordChanged } from '../../mail/letters/password-changed.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { endSessionsOf, type SessionEnder } from '../sessions/end-session.ts'
import { requireRecentSignIn } from '../sessions/recent-sign-in.ts'
import { deleteLinks } from '../links/links.store.ts'
import { findAccount } from '../users/users.store.ts'
import { checkPassword, requireGiven, type PasswordChecker } from './check-password.ts'
import { refuseGuessable } from './password-policy.ts'
import { changePasswordHash } from './passwords.store.ts'
import type { Config } from '../../config.ts'
import type { PasswordHasher } from './password-hash.ts'

/**
 * Changes the password of a signed-in person, or sets their first one. Every other session ends, and every link
 * on its way is void.
 *
 * @throws `password_too_common`, `rate_limited`, `password_incorrect`, `unavailable`; `reauthentication_required` where there is no
 *   password to ask for and the sign-in is older than 10 minutes
 */
export async function changePassword(
  services: PasswordChecker &
    SessionEnder &
    MailQueue & { config: Pick<Config, 'web_url'>; passwords: Pick<PasswordHasher, 'hash'> },
  caller: { user_id: UserId; session_id: SessionId },
  input: ChangePassword,
  client: Client,
): Promise<void> {
  const { config, db, now, passwords } = services
  const account = await findAccount(db, caller.user_id)
  if (!account) throw new AuthError('session_revoked')
  const { id, email } = account
  if (account.password_hash === null) {
    refuseGuessable(input.new_password, account, 'new_password')
    await requireRecentSignIn(services, caller.session_id)
  } else {
    const given = requireGiven(input.current_password, 'current_password')
    refuseGuessable(input.new_password, account, 'new_password')
    await checkPassword(services, account, caller.session_id, given)
  }
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
