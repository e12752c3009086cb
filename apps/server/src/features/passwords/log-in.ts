import type { LogIn } from '@runsite/shared/passwords'
import type { Session } from '@runsite/shared/sessions'
import { AuthError } from '../../auth-error.ts'
import type { Client, Services } from '../../services.ts'
import { recordEvent } from '../audit/record-event.ts'
import { countGuess } from '../limits/count-guess.ts'
import { knownBrowser } from '../limits/known-browser.ts'
import { startSession } from '../sessions/start-session.ts'
import { findAccountByEmail, replacePasswordHash } from '../users/users.store.ts'

/**
 * Signs in with an address and a password. An unknown address and a wrong password give the same answer in the
 * same time.
 *
 * @param browserCookie the `known_browser` cookie, unproven
 * @throws `rate_limited`, before the password is checked; `invalid_credentials`; `account_suspended`, after the right password only; `unavailable`
 */
export async function logIn(
  services: Services,
  input: LogIn,
  client: Client,
  browserCookie: string | null,
): Promise<Session> {
  const { config, db, now, passwords, known_browser_key } = services
  const account = await findAccountByEmail(db, input.email, config)
  const password_hash = account?.password_hash ?? null
  const known_browser = account && knownBrowser(known_browser_key, browserCookie, account.user.id)
  const matches = await countGuess(services, { email: input.email, ip: client.ip, known_browser }, () =>
    passwords.verify(input.password, password_hash),
  )
  if (!account) throw new AuthError('invalid_credentials')
  if (!matches) {
    await recordEvent(db, { user_id: account.user.id, kind: 'sign_in_failed', client, at: now() })
    throw new AuthError('invalid_credentials')
  }
  if (account.is_suspended) throw new AuthError('account_suspended')
  if (password_hash !== null && passwords.isOutdated(password_hash)) {
    const to = await passwords.hash(input.password)
    await replacePasswordHash(db, { id: account.user.id, from: password_hash, to })
  }
  return db.transaction().execute((tx) => startSession(services, tx, account.user, client, 'password'))
}
