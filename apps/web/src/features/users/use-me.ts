import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../../api/server-data.tsx'

/** Who is signed in. */
export function useMe() {
  return useQuery(useTRPC().users.me.queryOptions())
}

/** Changes the profile of who is signed in. */
export function useUpdateMe() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return useMutation(
    trpc.users.update.mutationOptions({
      onSuccess: (user) => queries.setQueryData(trpc.users.me.queryKey(), user),
    }),
  )
}
