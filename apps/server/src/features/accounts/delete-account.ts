import { AuthError } from '../../auth-error.ts'
import type { Db } from '../../db/schema.ts'
import { endKeysOf, type KeyEnder } from '../api-keys/end-key.ts'
import { type MailRemover, removeMailOf } from '../mail-requests/remove-mail-of.ts'
import { endSessionsOf, type SessionEnder } from '../sessions/end-session.ts'
import { type Account, lockAccount } from '../users/users.store.ts'
import { deleteUser } from './accounts.store.ts'

/**
 * Deletes an account and every row that names it, in one transaction.
 *
 * @param account as it was when its owner proved that it is theirs
 * @throws `password_incorrect` where its password was changed meanwhile
 */
export async function deleteAccount(
  services: KeyEnder & SessionEnder & MailRemover & { db: Db },
  { id, email, password_hash }: Account,
): Promise<void> {
  await services.db.transaction().execute(async (tx) => {
    // Locks are taken in the order of the mail job and of all who end sessions, so that there is no deadlock.
    await removeMailOf(services, tx, email)
    await lockAccount(tx, id)
    await endKeysOf(services, tx, id)
    await endSessionsOf(services, tx, { user_id: id })
    if (!(await deleteUser(tx, { id, password_hash }))) throw new AuthError('password_incorrect')
  })
}
