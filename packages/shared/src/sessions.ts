import { z } from 'zod'
import { User } from './users.ts'

/** A signed-in user with their tokens, side by side (contract, "Resources"). Lifetimes are whole seconds. */
export const Session = z
  .object({
    ...User.shape,
    access_token: z.string(),
    refresh_token: z.string(),
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    refresh_expires_in: z.int(),
  })
  .meta({ id: 'Session' })
export type Session = z.infer<typeof Session>

const refreshToken = z
  .string()
  .max(1024)
  .meta({ examples: ['rt_AZr1…'] })

/** The refresh token; left out where the cookie carries it. */
export const Refresh = z.strictObject({ refresh_token: refreshToken.optional() }).optional()
export type Refresh = z.infer<typeof Refresh>

/** The refresh token of a session to end, beside those that header and cookies name. */
export const LogOut = z.strictObject({ refresh_token: refreshToken.optional() }).optional()
export type LogOut = z.infer<typeof LogOut>
