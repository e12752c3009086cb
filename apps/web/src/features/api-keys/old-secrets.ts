import type { ApiKey } from '@runsite/shared/api-keys'
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query'

/** By key: how long the secret before the newest stays good, and the start of the newest, as it was then. */
type OldSecrets = Record<string, { until: string; key_prefix: string }>

const queryKey = ['api-keys', 'old-secrets']
const none: OldSecrets = {}

/**
 * How long keys' old secrets stay good, as this tab has seen it: the server's list does not say. So it is gone
 * after a reload, and with everything else of a user who signs out.
 *
 * @returns until when, or null where nothing is known or it is over
 */
export function useOldSecretOf(key: ApiKey, nowMs: number): string | null {
  // Kept for good: rows come and go, and what they say must not.
  const kept = { initialData: none, staleTime: Infinity, gcTime: Infinity }
  const { data } = useQuery({ queryKey, queryFn: skipToken, ...kept })
  const old = data?.[key.id]
  // Rotated once more, elsewhere: that ended the secret remembered here.
  if (old?.key_prefix !== key.key_prefix) return null
  return Date.parse(old.until) > nowMs ? old.until : null
}

/** Remembers, in this tab, that a rotated key's old secret lives on for a while; it never outlives the key. */
export function useNoteOldSecret() {
  const queries = useQueryClient()
  return ({ id, key_prefix, expires_at }: ApiKey, seconds: number) => {
    const end = Date.now() + seconds * 1000
    const until = new Date(expires_at ? Math.min(end, Date.parse(expires_at)) : end).toISOString()
    queries.setQueryData(queryKey, (old: OldSecrets = none) => ({ ...old, [id]: { until, key_prefix } }))
  }
}
