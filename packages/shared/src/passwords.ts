import { z } from 'zod'
import { Email, Name } from './users.ts'

/** A password to be set: 8 to 128 code points after NFKC, no composition rules (contract, "Bad input"). */
export const NewPassword = z
  .string()
  .refine((text) => text.isWellFormed(), 'A password is whole characters.')
  .refine((text) => [...text.normalize('NFKC')].length >= 8, 'A password has at least 8 characters.')
  .refine((text) => [...text.normalize('NFKC')].length <= 128, 'A password has at most 128 characters.')
  .meta({ minLength: 8, examples: ['seven lively otters'] })

/** A password to be checked: any, up to 1,024 bytes. */
export const GivenPassword = z
  .string()
  .min(1, 'Enter your password.')
  .refine((text) => new TextEncoder().encode(text).length <= 1024, 'A password has at most 1,024 bytes.')
  .meta({ examples: ['seven lively otters'] })

/** A new account. */
export const Register = z.strictObject({ email: Email, password: NewPassword, name: Name })
export type Register = z.infer<typeof Register>

/** An address and a password to sign in with. */
export const LogIn = z.strictObject({ email: Email, password: GivenPassword })
export type LogIn = z.infer<typeof LogIn>
