import { z } from 'zod'
import { givenPasswordLimits, givenPasswordProblem, newPasswordLimits, newPasswordProblem } from './rules.ts'
import { ruled } from './ruled.ts'
import { Email, LinkToken, Name } from './users.ts'

/** A password to be set: 8 to 128 code points after NFKC, no composition rules (contract, "Bad input"). */
export const NewPassword = z
  .string()
  .check(
    ruled(newPasswordProblem, newPasswordLimits, {
      too_small: 'A password has at least 8 characters.',
      too_big: 'A password has at most 128 characters.',
      invalid_format: 'A password is whole characters.',
    }),
  )
  .meta({ minLength: 8, examples: ['seven lively otters'] })

/** A password to be checked: any, up to 1,024 bytes. */
export const GivenPassword = z
  .string()
  .check(
    ruled(givenPasswordProblem, givenPasswordLimits, {
      too_small: 'Enter your password.',
      too_big: 'A password has at most 1,024 bytes.',
    }),
  )
  .meta({ minLength: 1, examples: ['seven lively otters'] })

/** A new account. */
export const Register = z.strictObject({ email: Email, password: NewPassword, name: Name })
export type Register = z.infer<typeof Register>

/** An address and a password to sign in with. */
export const LogIn = z.strictObject({ email: Email, password: GivenPassword })
export type LogIn = z.infer<typeof LogIn>

/** Whose password is forgotten. */
export const ForgotPassword = z.strictObject({ email: Email })
export type ForgotPassword = z.infer<typeof ForgotPassword>

/** A new password, by a mailed link. */
export const ResetPassword = z.strictObject({ token: LinkToken, password: NewPassword })
export type ResetPassword = z.infer<typeof ResetPassword>

/** A new password of a signed-in person; the current one where one is set. */
export const ChangePassword = z.strictObject({
  current_password: GivenPassword.optional(),
  new_password: NewPassword,
})
export type ChangePassword = z.infer<typeof ChangePassword>

/** The deletion of one's account; the password where one is set. */
export const RemoveUser = z.strictObject({ password: GivenPassword.optional() }).optional()
export type RemoveUser = z.infer<typeof RemoveUser>
