import type { SessionId, UserId } from '@runsite/shared/ids'
import type { RemoveUser } from '@runsite/shared/passwords'
import { AuthError } from '../../auth-error.ts'
import { deleteMailOf } from '../../mail/mail.store.ts'
import { endKeysOf, type KeyEnder } from '../api-keys/end-key.ts'
import { endSessionsOf, type SessionEnder } from '../sessions/end-session.ts'
import { requireRecentSignIn } from '../sessions/recent-sign-in.ts'
import { deleteUser } from '../accounts/accounts.store.ts'
import { findAccount, lockAccount } from '../users/users.store.ts'
import { checkPassword, requireGiven, type PasswordChecker } from './check-password.ts'

/**
 * Deletes the account of a signed-in person, and every row that names them, in one transaction.
 *
 * @throws `rate_limited`, `password_incorrect`, `unavailable`; `reauthentication_required` where there is no password to ask for and
 *   the sign-in is older than 10 minutes
 */
export async function deleteAccount(
  services: PasswordChecker & KeyEnder & SessionEnder,
  caller: { user_id: UserId; session_id: SessionId },
  input: RemoveUser,
): Promise<void> {
  const account = await findAccount(services.db, caller.user_id)
  if (!account) throw new AuthError('session_revoked')
  if (account.password_hash === null) await requireRecentSignIn(services, caller.session_id)
  else await checkPassword(services, account, caller.session_id, requireGiven(input?.password, 'password'))

  const { id, email } = account
  const { password_hash } = account
  await services.db.transaction().execute(async (tx) => {
    // In the order in which the mail job and all who end sessions go: two at once wait, and neither breaks off.
    await deleteMailOf(tx, email)
    await lockAccount(tx, id)
    await endKeysOf(services, tx, id)
    await endSessionsOf(services, tx, { user_id: id })
    if (!(await deleteUser(tx, { id, password_hash }))) throw new AuthError('password_incorrect')
  })
}
