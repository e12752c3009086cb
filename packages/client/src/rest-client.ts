import type { LogIn, Register } from '@runsite/shared/passwords'
import type { Session } from '@runsite/shared/sessions'
import type { UpdateUser, User } from '@runsite/shared/users'
import axios, { type AxiosResponse } from 'axios'
import { addSession } from './axios-session.ts'
import { refusalFrom } from './refusal-from.ts'
import type { SessionKeeper } from './session.ts'

/** The REST paths, typed from the shared schemas. Each rejects with an `AuthError`. */
export type RestClient = ReturnType<typeof createRestClient>

/** Makes the REST door of a session, on axios. */
export function createRestClient(session: SessionKeeper) {
  const settings = { baseURL: session.url, timeout: 30_000 }
  const open = axios.create(settings)
  const guarded = addSession(axios.create(settings), session)

  return {
    auth: {
      /** Opens an account and signs in. */
      register: async (input: Register) =>
        session.begin(await bodyOf(open.post<Session>('/api/auth/register', input))),
      /** Signs in. */
      login: async (input: LogIn) =>
        session.begin(await bodyOf(open.post<Session>('/api/auth/login', input))),
      /** Refreshes now, joining a refresh under way; without a session here, with the cookie. */
      refresh: () => session.refresh(),
      /** Signs out, here at once and then on the server. */
      logout: () => session.signOut(),
    },
    users: {
      /** Who is signed in. */
      me: (options: Options = {}) => bodyOf(guarded.get<User>('/api/users/me', options)),
      /** Changes one's profile. */
      update: (input: UpdateUser, options: Options = {}) =>
        bodyOf(guarded.patch<User>('/api/users/me', input, options)),
      /** Uploads one's picture: PNG, JPEG, WebP, GIF or AVIF, 5 MiB at most. */
      uploadAvatar: (file: Blob, options: UploadOptions = {}) => {
        const { onProgress, ...rest } = options
        const form = new FormData()
        form.set('file', file)
        return bodyOf(
          guarded.post<User>('/api/users/me/avatar', form, {
            // As long as the link needs: whoever waits sees how far it is, and can abort.
            timeout: 0,
            ...rest,
            ...(onProgress && { onUploadProgress: ({ progress }) => onProgress(progress ?? 0) }),
          }),
        )
      },
      /** Removes one's picture. */
      removeAvatar: async (options: Options = {}): Promise<void> => {
        await bodyOf(guarded.delete('/api/users/me/avatar', options))
      },
    },
  }
}

type Options = { signal?: AbortSignal }
/** `onProgress` hears how much has been sent, from 0 to 1. */
type UploadOptions = Options & { onProgress?: (share: number) => void }

async function bodyOf<T>(request: Promise<AxiosResponse<T>>): Promise<T> {
  try {
    return (await request).data
  } catch (error) {
    throw refusalFrom(error)
  }
}
