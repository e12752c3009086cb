import type { LogIn } from '@runsite/shared/passwords'
import type { Session } from '@runsite/shared/sessions'
import { AuthError } from '../../auth-error.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { newDevice } from '../../mail/letters/new-device.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import { countGuess } from '../limits/count-guess.ts'
import { knownBrowser } from '../limits/known-browser.ts'
import { startSession, type SessionStarter } from '../sessions/start-session.ts'
import { findAccountByEmail, lockAccount } from '../users/users.store.ts'
import { replacePasswordHash } from './passwords.store.ts'
import type { Config } from '../../config.ts'
import type { RateLimiter } from '../limits/count-attempts.ts'
import type { PasswordHasher } from './password-hash.ts'

/**
 * Signs in with an address and a password. An unknown address and a wrong password give the same answer in
 * the same time.
 *
 * @param browserCookie the `known_browser` cookie, unproven
 * @throws `rate_limited`, before the password is checked; `invalid_credentials`; `account_suspended`, after
 *   the right password only; `unavailable`
 */
export async function logIn(
  services: RateLimiter &
    SessionStarter &
    MailQueue & {
      config: Pick<Config, 'web_url'>
      passwords: Pick<PasswordHasher, 'hash' | 'verify' | 'isOutdated'>
      known_browser_key: Uint8Array
    },
  input: LogIn,
  client: Client,
  browserCookie: string | null,
): Promise<Session> {
  const { config, db, now, passwords, known_browser_key } = services
  const account = await findAccountByEmail(db, input.email)
  const password_hash = account?.password_hash ?? null
  const known_browser = account && knownBrowser(known_browser_key, browserCookie, account.id)
  const matches = await countGuess(services, { email: input.email, ip: client.ip, known_browser }, () =>
    passwords.verify(input.password, password_hash),
  )
  if (!account) throw new AuthError('invalid_credentials')
  if (!matches) {
    await recordEvent(db, { user_id: account.id, kind: 'sign_in_failed', client, at: now() })
    throw new AuthError('invalid_credentials')
  }
  if (account.is_suspended) throw new AuthError('account_suspended')
  let checked = password_hash
  if (password_hash !== null && passwords.isOutdated(password_hash)) {
    checked = await passwords.hash(input.password)
    await replacePasswordHash(db, { id: account.id, from: password_hash, to: checked })
  }
  const session = await db.transaction().execute(async (tx) => {
    const { password_hash: current } = (await lockAccount(tx, account.id)) ?? {}
    if (current !== checked) return null
    // The owner is notified, unless this browser has signed in to the account before.
    if (known_browser === null) {
      const { email } = account
      await queueMail(services, tx, newDevice(config, { email, client, at: now() }), email)
    }
    return startSession(services, tx, account, client, 'password')
  })
  // Setting a password revokes every session, so none may start by the older password after that.
  return session ?? logIn(services, input, client, browserCookie)
}
