import { AuthError } from '../../auth-error.ts'
import type { Services } from '../../services.ts'
import type { Account } from '../users/users.store.ts'

/**
 * Makes sure that a signed-in person knows the password of their account.
 *
 * @param given as they typed it
 * @throws `password_incorrect`, `unavailable`
 */
export async function checkPassword(services: Services, account: Account, given: string): Promise<void> {
  if (!(await services.passwords.verify(given, account.password_hash)))
    throw new AuthError('password_incorrect')
}

/** The password that was sent to prove who one is. @throws `validation_failed` where it is missing */
export function requireGiven(given: string | undefined, field: string): string {
  if (given !== undefined) return given
  throw new AuthError('validation_failed', { errors: [{ path: [field], message: 'Enter your password.' }] })
}
