import { type AppRouter, createTrpcClient, refusalFrom } from '@runsite/client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { ReactNode } from 'react'
import { onOtherTab } from './other-tabs.ts'
import { hasCode } from './refusal-message.ts'
import { session } from './session.ts'

const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>()

/**
 * The typed procedures, for queries and mutations below `ServerData`; `useTRPCClient` calls them by hand, past
 * every cache, for answers that carry a secret.
 */
export { useTRPC, useTRPCClient }

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // Only what may be chance is tried again: what the server refused stays refused.
      retry: (count, error) => count < 1 && hasCode(refusalFrom(error), 'internal_error'),
    },
    // Without a connection a change fails at once: kept back, it would happen when nobody expects it any more.
    mutations: { retry: false, networkMode: 'always' },
  },
})

// Nothing of one user is left for the next.
session.subscribe((change) => {
  if (change.kind !== 'ended') return
  void queryClient.cancelQueries()
  queryClient.clear()
})

onOtherTab((queryKey) => void queryClient.invalidateQueries({ queryKey }))

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
