import type { Device, DeviceList } from '@runsite/shared/sessions'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { hasCode } from '../../api/refusal-message.ts'
import { useTRPC } from '../../api/server-data.tsx'

/** Where one is signed in; read anew on coming to it, since other devices sign in without telling this one. */
export function useDevices() {
  return useQuery(useTRPC().sessions.list.queryOptions(undefined, { staleTime: 0 }))
}

/** Signs a device out. One that is out already is as good. */
export function useEndSession() {
  const list = useDeviceCache()
  return useMutation(
    useTRPC().sessions.revoke.mutationOptions({
      onSuccess: (_, { id }) => void list.drop(id),
      onError: (error, { id }) => void (hasCode(error, 'not_found') && list.drop(id)),
      onSettled: list.refetch,
    }),
  )
}

/** Signs devices out: each is gone from the list at once, and back again where the server could not. */
export function useEndSessionAtOnce(tell: {
  onDone: (device: Device) => void
  onFailed: (device: Device, error: unknown) => void
}) {
  const list = useDeviceCache()
  return useMutation(
    useTRPC().sessions.revoke.mutationOptions({
      onMutate: ({ id }) => {
        list.stopFetching()
        return list.drop(id)
      },
      onSuccess: (_, __, device) => device && tell.onDone(device),
      onError: (error, _, device) => {
        if (!device || hasCode(error, 'not_found')) return
        list.putBack(device)
        tell.onFailed(device, error)
      },
      onSettled: list.refetch,
    }),
  )
}

/** Signs out every device but this one. */
export function useEndOtherSessions() {
  const list = useDeviceCache()
  return useMutation(
    useTRPC().sessions.revoke_others.mutationOptions({
      onSuccess: list.dropOthers,
      onSettled: list.refetch,
    }),
  )
}

/** The list as it is shown, to be changed ahead of the server's. */
function useDeviceCache() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const key = trpc.sessions.list.queryKey()
  const set = (next: (devices: Device[]) => Device[]) =>
    queries.setQueryData<DeviceList>(key, (list) => {
      if (!list) return list
      const sessions = next(list.sessions)
      return { sessions, total: sessions.length }
    })
  return {
    drop: (id: string): Device | undefined => {
      const device = queries.getQueryData<DeviceList>(key)?.sessions.find((device) => device.id === id)
      set((devices) => devices.filter((device) => device.id !== id))
      return device
    },
    putBack: (device: Device) => void set((devices) => [...devices, device]),
    dropOthers: () => void set((devices) => devices.filter(({ current }) => current)),
    stopFetching: () => void queries.cancelQueries(trpc.sessions.list.queryFilter()),
    // Once the last sign-out is done: before, the server still lists what is on its way out.
    refetch: () => {
      const isLast = queries.isMutating({ mutationKey: trpc.sessions.revoke.mutationKey() }) <= 1
      if (isLast) void queries.invalidateQueries(trpc.sessions.list.queryFilter())
    },
  }
}
