import { z } from 'zod'
import { EventId } from './ids.ts'
import { Timestamp } from './wire.ts'

/** What can happen to an account. Kinds are added, never renamed. */
export const EventKind = z.enum([
  'registered',
  'signed_in',
  'sign_in_failed',
  'signed_out',
  'session_revoked',
  'other_sessions_revoked',
  'refreshed_from_new_place',
  'refresh_token_reused',
  'profile_changed',
  'avatar_changed',
  'avatar_removed',
  'email_verified',
  'password_changed',
  'password_reset_requested',
  'password_reset',
  'google_linked',
  'google_unlinked',
  'api_key_created',
  'api_key_rotated',
  'api_key_revoked',
  'account_suspended',
  'account_restored',
])
export type EventKind = z.infer<typeof EventKind>

/** Something that happened to an account. `details` never holds a secret. */
export const Event = z
  .object({
    id: EventId,
    kind: EventKind,
    created_at: Timestamp,
    ip: z.string().nullable(),
    user_agent: z
      .string()
      .nullable()
      .meta({ description: 'Browser and system by name, or what a program calls itself.' }),
    details: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Event' })
export type Event = z.infer<typeof Event>

/** A page of one's own record: `cursor` is the `next_cursor` of the page before. */
export const ListEvents = z
  .strictObject({ limit: z.int().min(1).max(100).default(50), cursor: EventId.optional() })
  .prefault({})
export type ListEvents = z.infer<typeof ListEvents>

/** Newest first; `next_cursor` is null on the last page. */
export const EventPage = z.object({ events: z.array(Event), next_cursor: EventId.nullable() })
export type EventPage = z.infer<typeof EventPage>
