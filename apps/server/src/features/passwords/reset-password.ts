import type { ResetPassword } from '@runsite/shared/passwords'
import { AuthError } from '../../auth-error.ts'
import { passwordChanged } from '../../mail/letters/password-changed.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { endSessionsOf } from '../sessions/end-session.ts'
import { takeOver, type AccountTaker } from '../accounts/take-over.ts'
import { deleteLinks, findLinkOwner, takeLink } from '../links/links.store.ts'
import { nameFromEmail } from '../users/name-from-email.ts'
import { linkTokenHash } from '../links/one-time-link.ts'
import { type Account, findAccount, lockAccount } from '../users/users.store.ts'
import { refuseGuessable } from './password-policy.ts'
import { changePasswordHash } from './passwords.store.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/schema.ts'
import type { PasswordHasher } from './password-hash.ts'

/**
 * Sets a new password by the link that was mailed for it, and ends every session.
 *
 * The link proves the address: on an account that had not been verified its holder takes over, and nothing of
 * who registered it stays. A password that is refused does not use the link up.
 *
 * @throws `link_expired`, `password_too_common`, `unavailable`
 */
export async function resetPassword(
  services: AccountTaker &
    MailQueue & { config: Pick<Config, 'web_url'>; db: Db; passwords: Pick<PasswordHasher, 'hash'> },
  input: ResetPassword,
  client: Client,
): Promise<void> {
  const { config, db, now, passwords } = services
  const link = { token_hash: linkTokenHash(input.token), purpose: 'reset-password' } as const
  const userId = await findLinkOwner(db, { ...link, at: now() })
  const found = userId && (await findAccount(db, userId))
  if (!found) throw new AuthError('link_expired')
  refuseGuessable(input.password, { email: found.email, name: nameAfter(found) })
  const password_hash = await passwords.hash(input.password)

  await db.transaction().execute(async (tx) => {
    const account = await lockAccount(tx, userId)
    const { user_id, email } = { user_id: userId, email: account?.email ?? '' }
    // Only now, and in one statement: two who hold the link cannot both use it.
    if (!account || !(await takeLink(tx, { ...link, user_id, email, at: now() }))) {
      throw new AuthError('link_expired')
    }
    if (account.email_verified) {
      await changePasswordHash(tx, { id: user_id, from: account.password_hash, to: password_hash, at: now() })
      await endSessionsOf(services, tx, { user_id })
      await deleteLinks(tx, user_id)
    } else {
      await takeOver(services, tx, { user_id, name: nameAfter(account), password_hash }, client)
    }
    await recordEvent(tx, { user_id, kind: 'password_reset', client, at: now() })
    await queueMail(services, tx, passwordChanged(config, { email, client, at: now() }), email)
  })
}

/** The name the account has afterwards: that of a first registrant goes. */
function nameAfter(account: Account): string {
  return account.email_verified ? account.name : nameFromEmail(account.email)
}
