import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../../api/server-data.tsx'

/** Changes one's password, or sets the first one. Every other device is signed out. */
export function useChangePassword() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return useMutation(
    trpc.users.change_password.mutationOptions({
      onSuccess: () => void queries.invalidateQueries(trpc.sessions.list.queryFilter()),
      // After a refusal too: another tab may have set a password meanwhile.
      onSettled: () => void queries.invalidateQueries(trpc.users.me.queryFilter()),
    }),
  )
}
