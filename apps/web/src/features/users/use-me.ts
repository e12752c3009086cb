import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { tellOtherTabs, useTRPC } from '../../api/server-data.tsx'

/** Who is signed in. */
export function useMe() {
  return useQuery(useTRPC().users.me.queryOptions())
}

/** Changes the profile of who is signed in: shown at once, and taken back where the server refuses. */
export function useUpdateMe() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const key = trpc.users.me.queryKey()
  return useMutation(
    trpc.users.update.mutationOptions({
      onMutate: async ({ name }) => {
        await queries.cancelQueries({ queryKey: key })
        const before = queries.getQueryData(key)
        queries.setQueryData(key, before && { ...before, name: name.trim() })
        return before
      },
      onError: (_error, _input, before) => queries.setQueryData(key, before),
      onSuccess: (user) => {
        queries.setQueryData(key, user)
        tellOtherTabs(key)
      },
    }),
  )
}
