import { dictionary } from '@zxcvbn-ts/language-common'
import { AuthError } from '../../auth-error.ts'

const common = new Set(dictionary['passwords-common'].slice(0, 10_000).map((word) => word.toLowerCase()))

/**
 * Refuses a password that is among the 10,000 most common, or is the account's own address or name, without
 * regard to case (contract, "Bad input"; NIST SP 800-63B, section 3.1.1.2).
 *
 * @param field what the input calls the password
 * @throws `password_too_common`
 */
export function refuseGuessable(
  password: string,
  about: { email: string; name: string },
  field = 'password',
): void {
  const folded = password.normalize('NFKC').trim().toLowerCase()
  const own = [about.email, about.email.split('@')[0] ?? '', about.name].map((word) =>
    word.normalize('NFKC').trim().toLowerCase(),
  )
  if (!common.has(folded) && !own.includes(folded)) return
  const message = own.includes(folded)
    ? 'This password is your email address or your name. Choose another.'
    : 'This password is one of the most common ones. Choose another.'
  throw new AuthError('password_too_common', { detail: message, errors: [{ path: [field], message }] })
}
