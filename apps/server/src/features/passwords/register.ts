import type { UserId } from '@runsite/shared/ids'
import type { Register } from '@runsite/shared/passwords'
import type { Session } from '@runsite/shared/sessions'
import { v7 } from 'uuid'
import { AuthError } from '../../auth-error.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { countAttempts, type RateLimiter } from '../limits/count-attempts.ts'
import { networkOf } from '../limits/network-of.ts'
import { startSession, type SessionStarter } from '../sessions/start-session.ts'
import { findAccountByEmail, insertUser } from '../users/users.store.ts'
import { askToVerify, type VerificationMail } from '../verification/verify-email.ts'
import { refuseGuessable } from './password-policy.ts'
import type { Config } from '../../config.ts'
import type { PasswordHasher } from './password-hash.ts'

/**
 * Makes an account, signs it in and mails the verification link: all or nothing.
 *
 * @throws `registration_closed`, `password_too_common`, `rate_limited`, `email_taken`, `unavailable`
 */
export async function register(
  services: RateLimiter &
    SessionStarter &
    VerificationMail & { config: Pick<Config, 'registration'>; passwords: Pick<PasswordHasher, 'hash'> },
  input: Register,
  client: Client,
): Promise<Session> {
  const { config, db, now, passwords } = services
  if (config.registration === 'closed') throw new AuthError('registration_closed')
  refuseGuessable(input.password, input)
  const counted = await countAttempts(services, [{ limit: 'registration', key: networkOf(client.ip ?? '') }])
  // Asked before the costly hash; the unique address decides in the end.
  if (await findAccountByEmail(db, input.email)) throw new AuthError('email_taken')
  const password_hash = await passwords.hash(input.password).catch(async (error: unknown) => {
    await counted.give_back()
    throw error
  })
  return db.transaction().execute(async (tx) => {
    const account = await insertUser(tx, {
      id: v7() as UserId,
      email: input.email,
      name: input.name,
      password_hash,
      at: now(),
    })
    if (!account) throw new AuthError('email_taken')
    await recordEvent(tx, { user_id: account.id, kind: 'registered', client, at: now() })
    await askToVerify(services, tx, account, { kind: 'welcome', client })
    return startSession(services, tx, account, client, 'password')
  })
}
