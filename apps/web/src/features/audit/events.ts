import type { Event, EventKind } from '@runsite/shared/audit'
import type { EventGroup } from '../../paths.ts'

/** One thing that happened, or several failed sign-ins in a row from one place, newest first. */
export type EventRow = { event: Event; failures: readonly Event[] }

/** Puts failed sign-ins that follow each other from one address into one row. */
export function groupEvents(events: readonly Event[]): EventRow[] {
  const rows: { event: Event; failures: Event[] }[] = []
  for (const event of events) {
    const last = rows.at(-1)
    const isMore =
      event.kind === 'sign_in_failed' && last?.event.kind === event.kind && last.event.ip === event.ip
    if (isMore) last.failures.push(event)
    else rows.push({ event, failures: event.kind === 'sign_in_failed' ? [event] : [] })
  }
  return rows
}

const kinds = {
  'sign-ins': [
    'registered',
    'signed_in',
    'sign_in_failed',
    'signed_out',
    'session_revoked',
    'other_sessions_revoked',
    'refreshed_from_new_place',
    'refresh_token_reused',
  ],
  security: [
    'email_verified',
    'password_changed',
    'password_reset_requested',
    'password_reset',
    'google_linked',
    'google_unlinked',
    'account_suspended',
    'account_restored',
  ],
  'api-keys': ['api_key_created', 'api_key_rotated', 'api_key_revoked'],
  profile: ['profile_changed', 'avatar_changed', 'avatar_removed'],
} as const satisfies Record<EventGroup, readonly EventKind[]>

/** The group that a kind belongs to. */
export function groupOf(kind: EventKind): EventGroup {
  const found = Object.entries(kinds).find(([, ofGroup]) => (ofGroup as readonly EventKind[]).includes(kind))
  return (found?.[0] ?? 'security') as EventGroup
}

const sentences: Record<EventKind, (event: Event) => string> = {
  registered: () => 'Created the account',
  signed_in: ({ details, user_agent }) =>
    `Signed in with ${details['method'] === 'google' ? 'Google' : 'a password'}${from(user_agent)}`,
  sign_in_failed: ({ user_agent }) => `Failed sign-in${from(user_agent)}`,
  signed_out: ({ user_agent }) => `Signed out${from(user_agent)}`,
  session_revoked: () => 'Signed out a device',
  other_sessions_revoked: ({ details }) => signedOutOthers(Number(details['count'] ?? 0)),
  refreshed_from_new_place: ({ user_agent }) => `Came from a new network${from(user_agent)}`,
  refresh_token_reused: () => 'A copy of a session was used, so the session was ended',
  profile_changed: () => 'Changed the name',
  avatar_changed: () => 'Changed the picture',
  avatar_removed: () => 'Removed the picture',
  email_verified: () => 'Verified the email address',
  password_changed: () => 'Changed the password',
  password_reset_requested: () => 'Asked for a link to reset the password',
  password_reset: () => 'Reset the password by a mailed link',
  google_linked: () => 'Linked Google',
  google_unlinked: () => 'Unlinked Google',
  api_key_created: ({ details }) => `Created the API key${named(details['name'])}`,
  api_key_rotated: ({ details }) => `Rotated the API key${named(details['name'])}`,
  api_key_revoked: ({ details }) =>
    details['by'] === 'key'
      ? `The API key${named(details['name'])} revoked itself`
      : `Revoked the API key${named(details['name'])}`,
  account_suspended: () => 'The account was suspended',
  account_restored: () => 'The account was restored',
}

/** What happened, in a sentence without its subject: "Signed in with Google from Chrome on macOS". */
export function eventSentence(event: Event): string {
  // A server newer than this page may know more kinds.
  return sentences[event.kind]?.(event) ?? event.kind.replaceAll('_', ' ')
}

const from = (userAgent: string | null) => (userAgent ? ` from ${userAgent}` : '')
const named = (name: string | undefined) => (name ? ` “${name}”` : '')
const signedOutOthers = (count: number) =>
  count === 1 ? 'Signed out one other device' : `Signed out ${count} other devices`
