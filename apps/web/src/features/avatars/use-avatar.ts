import type { RestClient } from '@runsite/client'
import type { User } from '@runsite/shared/users'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { refusalMessage } from '../../api/refusal-message.ts'
import { tellOtherTabs, useTRPC } from '../../api/server-data.tsx'
import { loadRest } from '../../api/rest.ts'
import { showToast } from '../../ui/toasts.tsx'

const undoSeconds = 8

type UploadOptions = Parameters<RestClient['users']['uploadAvatar']>[1]

/** Uploads a picture, and shows it in every tab once it is there. Rejects with what the server said. */
export function useUploadAvatar() {
  const queries = useQueryClient()
  const key = useTRPC().users.me.queryKey()
  return async (picture: Blob, options?: UploadOptions): Promise<void> => {
    try {
      const rest = await loadRest()
      const user = await rest.users.uploadAvatar(picture, options)
      queries.setQueryData(key, user)
      tellOtherTabs(key)
    } catch (error) {
      // What was cancelled or lost on the way back may have arrived all the same.
      void queries.invalidateQueries({ queryKey: key })
      throw error
    }
  }
}

/** Removes one's picture at once. For 8 seconds it can be taken back: the browser still holds it, and uploads it. */
export function useRemoveAvatar() {
  const queries = useQueryClient()
  const key = useTRPC().users.me.queryKey()
  const upload = useUploadAvatar()

  const putBack = (picture: Blob) =>
    upload(picture).catch((error: unknown) => {
      const title = `The picture is not back. ${refusalMessage(error)}`
      showToast({ title, undo: () => void putBack(picture), seconds: 0 })
    })

  return useMutation({
    mutationFn: async (url: string) => {
      const picture = await fetchPicture(url)
      await (await loadRest()).users.removeAvatar()
      return picture
    },
    onMutate: async () => {
      await queries.cancelQueries({ queryKey: key })
      const before = queries.getQueryData<User>(key)
      queries.setQueryData<User>(key, before && { ...before, avatar_url: null })
      return before
    },
    onError: (_error, _url, before) => queries.setQueryData(key, before),
    onSuccess: (picture) => {
      tellOtherTabs(key)
      const undo = picture && { undo: () => void putBack(picture) }
      showToast({ title: 'Picture removed.', ...undo, seconds: undoSeconds })
    },
  })
}

/** The picture as it is now; null where it cannot be had, and its removal cannot be undone. */
async function fetchPicture(url: string): Promise<Blob | null> {
  try {
    // By this page's own origin, wherever the server's address points.
    const answer = await fetch(new URL(url).pathname)
    return answer.ok ? await answer.blob() : null
  } catch {
    return null
  }
}
