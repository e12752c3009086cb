import type { Event } from '@runsite/shared/audit'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '../../api/server-data.tsx'

/** The record of who is signed in, 50 at a time, from the newest or from before `start`. */
export function useEvents(start: string | undefined) {
  const client = useTRPCClient()
  return useInfiniteQuery({
    queryKey: [...useTRPC().users.events.pathKey(), start],
    // Called by hand: the adapter's infinite query adds a field of its own, which the server refuses.
    queryFn: ({ pageParam, signal }) =>
      client.users.events.query({ limit: 50, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: start ?? null,
    getNextPageParam: (page) => page.next_cursor,
    refetchOnMount: 'always',
  })
}

/**
 * The names of one's API keys by id, for what programs did; asked for only where one did something.
 *
 * @returns for an id null where there is no such key any more, undefined where that is not known
 */
export function useKeyNames(events: readonly Event[]): (id: string) => string | null | undefined {
  const { data, isFetching } = useQuery({
    ...useTRPC().api_keys.list.queryOptions(),
    enabled: events.some(({ details }) => details['via_api_key_id']),
    staleTime: 0,
  })
  const names = new Map<string, string>(data?.api_keys.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? (data && !isFetching ? null : undefined)
}
