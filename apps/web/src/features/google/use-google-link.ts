import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getUntypedClient } from '@trpc/client'
import { useTRPC, useTRPCClient } from '../../api/server-data.tsx'

/**
 * Leaves for Google, to come back with it linked to the account.
 *
 * @param returnTo a path of this app; with `?error=` where it came to nothing
 */
export function useLinkGoogle(returnTo: string) {
  const client = getUntypedClient(useTRPCClient())
  return useMutation({
    mutationFn: async () => {
      const answer = await client.query('auth.google_url', { link: true, redirect_to: returnTo })
      window.location.assign((answer as { url: string }).url)
      // Under way until the page has gone.
      await new Promise(() => {})
    },
  })
}

/** Unlinks Google from the account. */
export function useUnlinkGoogle() {
  const trpc = useTRPC()
  const client = getUntypedClient(useTRPCClient())
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => client.mutation('users.unlink_google'),
    onSettled: () => queries.invalidateQueries(trpc.users.me.queryFilter()),
  })
}
