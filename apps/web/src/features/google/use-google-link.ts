import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC, useTRPCClient } from '../../api/server-data.tsx'

/**
 * Leaves for Google, to come back with it linked to the account.
 *
 * @param redirect_to a path of this app; with `?error=` where it came to nothing
 */
export function useLinkGoogle(redirect_to: string) {
  const client = useTRPCClient()
  return useMutation({
    mutationFn: async () => {
      const { url } = await client.auth.google_url.query({ link: true, redirect_to })
      window.location.assign(url)
      // Under way until the page has gone.
      await new Promise(() => {})
    },
  })
}

/** Unlinks Google from the account. */
export function useUnlinkGoogle() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return useMutation(
    trpc.users.unlink_google.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.users.me.queryFilter()),
    }),
  )
}
