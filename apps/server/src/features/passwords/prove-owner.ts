import type { SessionId, UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import { countGuess } from '../limits/count-guess.ts'
import type { RateLimiter } from '../limits/count-attempts.ts'
import { requireRecentSignIn } from '../sessions/recent-sign-in.ts'
import { getAccount } from '../users/get-account.ts'
import type { Account } from '../users/users.store.ts'
import type { PasswordHasher } from './password-hash.ts'

/** What the password of a signed-in person is checked with. */
export type OwnerProof = RateLimiter & { passwords: Pick<PasswordHasher, 'verify'> }

/**
 * Makes sure that the person at a session owns its account, by their password.
 *
 * @param given the password as they typed it
 * @returns the account that was proved
 * @throws `validation_failed` where the password is missing; as `checkOwner`
 */
export async function proveOwner(
  services: OwnerProof,
  caller: { user_id: UserId; session_id: SessionId },
  given: string | undefined,
): Promise<Account> {
  const account = await getAccount(services.db, caller.user_id)
  await checkOwner(services, account, caller.session_id, requireGiven(account, given, 'password'))
  return account
}

/**
 * The password that was sent as proof; null for an account without one.
 *
 * @throws `validation_failed` where it is missing
 */
export function requireGiven(account: Account, given: string | undefined, field: string): string | null {
  if (account.password_hash === null) return null
  if (given !== undefined) return given
  throw new AuthError('validation_failed', { errors: [{ path: [field], message: 'Enter your password.' }] })
}

/**
 * Checks the proof that `requireGiven` has read. Where the account has no password, the sign-in must be
 * recent instead.
 *
 * Attempts are counted like those of a known browser: who guesses at the sign-in page locks nobody out here.
 *
 * @throws `rate_limited`, `password_incorrect`, `unavailable`; `reauthentication_required` where there is no
 *   password and the sign-in is older than 10 minutes
 */
export async function checkOwner(
  services: OwnerProof,
  account: Account,
  session_id: SessionId,
  given: string | null,
): Promise<void> {
  if (given === null) return requireRecentSignIn(services, session_id)
  const guess = { email: account.email, ip: null, known_browser: session_id }
  const check = () => services.passwords.verify(given, account.password_hash)
  if (!(await countGuess(services, guess, check))) throw new AuthError('password_incorrect')
}
