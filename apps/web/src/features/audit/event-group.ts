import type { EventKind } from '@runsite/shared/audit'

const eventGroups = {
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
} as const satisfies Record<string, readonly EventKind[]>

/** The kinds of events as people look for them. */
export type EventGroup = keyof typeof eventGroups

/** Whether a word of an address names a group. */
export function isEventGroup(text: unknown): text is EventGroup {
  return typeof text === 'string' && Object.hasOwn(eventGroups, text)
}

/** The group that a kind belongs to. */
export function groupOf(kind: EventKind): EventGroup {
  const found = Object.entries(eventGroups).find(([, kinds]) =>
    (kinds as readonly EventKind[]).includes(kind),
  )
  return (found?.[0] ?? 'security') as EventGroup
}
