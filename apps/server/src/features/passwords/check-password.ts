import type { SessionId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import { countGuess } from '../limits/count-guess.ts'
import type { Account } from '../users/users.store.ts'
import type { RateLimiter } from '../limits/count-attempts.ts'
import type { PasswordHasher } from './password-hash.ts'

/** What the password of a signed-in person is checked with. */
export type PasswordChecker = RateLimiter & { passwords: Pick<PasswordHasher, 'verify'> }

/**
 * Makes sure that a signed-in person knows the password of their account.
 *
 * Tries are counted like those of a browser that is known: who guesses at the sign-in page locks nobody out here.
 *
 * @param given as they typed it
 * @throws `rate_limited`, `password_incorrect`, `unavailable`
 */
export async function checkPassword(
  services: PasswordChecker,
  account: Account,
  session_id: SessionId,
  given: string,
): Promise<void> {
  const guess = { email: account.email, ip: null, known_browser: session_id }
  const check = () => services.passwords.verify(given, account.password_hash)
  if (!(await countGuess(services, guess, check))) throw new AuthError('password_incorrect')
}

/** The password that was sent to prove who one is. @throws `validation_failed` where it is missing */
export function requireGiven(given: string | undefined, field: string): string {
  if (given !== undefined) return given
  throw new AuthError('validation_failed', { errors: [{ path: [field], message: 'Enter your password.' }] })
}
