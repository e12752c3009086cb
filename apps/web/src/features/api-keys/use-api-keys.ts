import type { ApiKey, CreateApiKey, RotateApiKey } from '@runsite/shared/api-keys'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
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
 * The deeds whose answers carry a secret. No cache sees them: they go past the query client, which gets the key
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
