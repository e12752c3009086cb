import { z } from 'zod'
import { UserId } from './ids.ts'
import { emailPattern, longestEmail, nameLimits, nameProblem } from './rules.ts'
import { ruled } from './ruled.ts'
import { Timestamp } from './wire.ts'

/**
 * An e-mail address: trimmed, NFC, ASCII letters lowered; at most 254 characters; international ones pass
 * (contract, "Bad input").
 */
export const Email = z
  .string()
  .trim()
  .normalize('NFC')
  .overwrite((text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()))
  .max(longestEmail, 'An email address has at most 254 characters.')
  .regex(emailPattern, 'Enter a full email address, such as ada@example.com.')
  .meta({ examples: ['ada@example.com'] })

/** A name a person gives to themselves or to a thing: trimmed, 1 to 100 code points, no control characters. */
export const Name = z
  .string()
  .trim()
  .check(
    ruled(nameProblem, nameLimits, {
      too_small: 'Enter a name.',
      too_big: 'A name has at most 100 characters.',
      invalid_format: 'A name has no control characters.',
    }),
  )
  .meta({ minLength: 1, examples: ['Ada Lovelace'] })

/** A user as they see themselves. */
export const User = z
  .object({
    id: UserId,
    email: z.string(),
    email_verified: z.boolean(),
    name: z.string(),
    avatar_url: z.string().nullable(),
    has_password: z.boolean(),
    has_google: z.boolean(),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'User' })
export type User = z.infer<typeof User>

/** Changes to one's profile. At least one field: a `PATCH` with nothing to change is refused. */
export const UpdateUser = z.strictObject({ name: Name })
export type UpdateUser = z.infer<typeof UpdateUser>

/** The secret of a mailed one-time link. */
export const LinkToken = z
  .string()
  .min(1, 'The link is not complete.')
  .max(1024)
  .meta({ examples: ['qL8sV1n0…'] })

/** The link that verifies an address. */
export const VerifyEmail = z.strictObject({ token: LinkToken })
export type VerifyEmail = z.infer<typeof VerifyEmail>
