import { useMutation, useQuery } from '@tanstack/react-query'
import { useTRPC } from '../../api/server-data.tsx'

/** How many keys still work and how many devices are signed in, as of now; undefined until it is known. */
export function useWhatGoes() {
  const trpc = useTRPC()
  const keys = useQuery(trpc.api_keys.list.queryOptions(undefined, { staleTime: 0 }))
  const devices = useQuery(trpc.sessions.list.queryOptions(undefined, { staleTime: 0 }))
  return {
    activeKeys: keys.data?.api_keys.filter((key) => key.is_active).length,
    devices: devices.data?.total,
  }
}

/** Deletes one's account. The session ends with it, in every tab, and the sign-in page says so. */
export function useDeleteAccount() {
  return useMutation(useTRPC().users.remove.mutationOptions())
}
