import type { ApiKey, CreateApiKey, RotateApiKey } from '@runsite/shared/api-keys'
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { hasCode } from '../../api/refusal-message.ts'
import { useTRPC, useTRPCClient } from '../../api/server-data.tsx'

/** One's keys, newest first, without their secrets; read anew on coming to them, since programs use them meanwhile. */
export function useApiKeys() {
  return useQuery(useTRPC().api_keys.list.queryOptions(undefined, { staleTime: 0 }))
}

/** Ways to read the list of keys anew. */
export function useRereadKeys() {
  const queries = useQueryClient()
  const { list } = useTRPC().api_keys
  return {
    /** Reads the list now. */
    reread: async (): Promise<ApiKey[]> => {
      const options = { ...list.queryOptions(), staleTime: 0, networkMode: 'always' as const }
      return (await queries.fetchQuery({ ...options, retry: false })).api_keys
    },
    /** Drops the list, so that nothing is offered on it before it has been read. */
    forget: () => void queries.resetQueries(list.queryFilter()),
    /** Whether a key is in the list as it was last read, ahead of what the page shows. */
    isListed: (id: ApiKey['id']) =>
      queries.getQueryData(list.queryKey())?.api_keys.some((key) => key.id === id) ?? false,
    /** Brings the list up to date in its own time. */
    refresh: () => void queries.invalidateQueries(list.queryFilter()),
  }
}

/** A key as it stands in the list, and apart from it the secret, which no cache ever holds. */
export type IssuedKey = { key: ApiKey; plaintext_key: string }

const lostAfterMs = 30_000

/**
 * The calls whose answers carry a secret. No cache sees them: they go past the query client, which gets the key
 * without its secret. Each rejects with what the server said.
 */
export function useIssueKey() {
  const client = useTRPCClient()
  const queries = useQueryClient()
  const { list } = useTRPC().api_keys

  const keep = ({ plaintext_key, ...key }: ApiKey & { plaintext_key: string }): IssuedKey => {
    queries.setQueryData(list.queryKey(), (old) => {
      if (!old) return undefined
      const isListed = old.api_keys.some(({ id }) => id === key.id)
      const api_keys = isListed
        ? old.api_keys.map((each) => (each.id === key.id ? key : each))
        : [key, ...old.api_keys]
      return { api_keys, total: api_keys.length }
    })
    return { key, plaintext_key }
  }

  const timed = () => ({ signal: AbortSignal.timeout(lostAfterMs) })
  return {
    create: async (input: CreateApiKey) => keep(await client.api_keys.create.mutate(input, timed())),
    rotate: async (input: RotateApiKey) => keep(await client.api_keys.rotate.mutate(input, timed())),
  }
}

/** Ends a key at once. One that is gone already is what was wanted. */
export function useRevokeKey() {
  const queries = useQueryClient()
  const { list, revoke } = useTRPC().api_keys
  const client = useTRPCClient()
  return useMutation({
    mutationKey: revoke.mutationKey(),
    mutationFn: async (id: ApiKey['id']) => {
      await client.api_keys.revoke.mutate({ id }).catch((error: unknown) => {
        if (!hasCode(error, 'not_found')) throw error
      })
    },
    onSuccess: (_, revoked) => {
      queries.setQueryData(list.queryKey(), (old) => {
        const api_keys = old?.api_keys.filter(({ id }) => id !== revoked)
        return api_keys && { api_keys, total: api_keys.length }
      })
    },
    onSettled: () => queries.invalidateQueries(list.queryFilter()),
  })
}

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
