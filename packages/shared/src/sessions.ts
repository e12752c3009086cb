import { z } from 'zod'
import { SessionId } from './ids.ts'
import { User } from './users.ts'
import { Timestamp } from './wire.ts'

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

/** A signed-in session, listed: `id` is the `sid` of its tokens. */
export const Device = z
  .object({
    id: SessionId,
    current: z.boolean().meta({ description: 'The session that asks.' }),
    ip: z.string().nullable(),
    user_agent: z
      .string()
      .nullable()
      .meta({ description: 'Browser and system by name, or what a program calls itself.' }),
    created_at: Timestamp,
    last_seen_at: Timestamp,
    expires_at: Timestamp,
  })
  .meta({ id: 'Device' })
export type Device = z.infer<typeof Device>

/** Every signed-in session of the caller, newest first. */
export const DeviceList = z.object({ sessions: z.array(Device), total: z.int() })
export type DeviceList = z.infer<typeof DeviceList>

/** A session of one's own to end. */
export const RevokeSession = z.strictObject({ id: SessionId })
export type RevokeSession = z.infer<typeof RevokeSession>
