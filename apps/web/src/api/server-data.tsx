import { type AppRouter, AuthError, createTrpcClient, refusalFrom } from '@runsite/client'
import {
  MutationCache,
  QueryCache,
  QueryClient,
  QueryClientProvider,
  type QueryKey,
} from '@tanstack/react-query'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { ReactNode } from 'react'
import { noteReached, noteUnreachable } from './connection.ts'
import { hasCode } from './refusal-message.ts'
import { sessionEnd } from './session-end.ts'
import { session } from './session.ts'

const channel = new BroadcastChannel('runsite.data')

/** Tells the other tabs that what they know under this key has changed on the server. */
export function tellOtherTabs(key: QueryKey): void {
  // A channel has no target to name: it never leaves the origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(key)
}

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

/**
 * The typed procedures, for queries and mutations below `ServerData`; `useTRPCClient` calls them by hand, past
 * every cache, for answers that carry a secret.
 */
export { useTRPC, useTRPCClient }

const followed = {
  onSuccess: noteReached,
  onError: (error: unknown) => {
    if (hasCode(error, 'unreachable')) noteUnreachable()
    else if (refusalFrom(error) instanceof AuthError && !hasCode(error, 'signed_out')) noteReached()
  },
}

const queryClient = new QueryClient({
  queryCache: new QueryCache(followed),
  mutationCache: new MutationCache(followed),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: 'always',
      // Only what may be chance is tried again: what the server refused stays refused.
      retry: (count, error) => count < 1 && hasCode(refusalFrom(error), 'internal_error'),
    },
    // Sent or failed, never kept for later: a page says at once that it could not.
    mutations: { retry: false, networkMode: 'always' },
  },
})

// Nothing of one user is left for the next; but who has lost the session finds all as it was on coming back.
session.subscribe((change) => {
  if (change.kind === 'signed_in') void queryClient.invalidateQueries()
  if (change.kind !== 'ended') return
  void queryClient.cancelQueries()
  if (sessionEnd() !== 'lost') queryClient.clear()
})

channel.addEventListener('message', ({ data: queryKey }: MessageEvent<QueryKey>) => {
  void queryClient.invalidateQueries({ queryKey })
})

const trpcClient = createTrpcClient(session)

/** Gives the pages below it the server's data, and one cache. */
export function ServerData({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </TRPCProvider>
    </QueryClientProvider>
  )
}
