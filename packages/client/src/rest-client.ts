import type {
  ApiKey,
  ApiKeyList,
  CreateApiKey,
  CreatedApiKey,
  RevokeApiKey,
  RotateApiKey,
} from '@runsite/shared/api-keys'
import type { EventPage, ListEvents } from '@runsite/shared/audit'
import type { GoogleAddress, GoogleUrl } from '@runsite/shared/google'
import type { ChangePassword, RemoveUser } from '@runsite/shared/passwords'
import type { DeviceList, RevokeSession } from '@runsite/shared/sessions'
import type { UpdateUser, User, VerifyEmail } from '@runsite/shared/users'
import axios, { type AxiosResponse } from 'axios'
import { unreachableError } from './auth-error.ts'
import { addSession } from './axios-session.ts'
import { refusalFrom } from './refusal-from.ts'
import { type CallOptions, call, callWith, type InputOf, type Send } from './rest-call.ts'
import type { SessionKeeper } from './session-keeper.ts'
import { createSignInClient } from './sign-in-client.ts'

/**
 * The REST paths, typed from the shared schemas, under the names of tRPC's procedures in camelCase. Each rejects
 * with an `AuthError`.
 */
export interface RestClient extends ReturnType<typeof restMethods> {}

/** Makes the REST door of a session: on axios, but for the calls that need no session. */
export function createRestClient(session: SessionKeeper): RestClient {
  return restMethods(session)
}

function restMethods(session: SessionKeeper) {
  const http = axios.create({ baseURL: session.url, timeout: 30_000, withCredentials: true })
  addSession(http, session)
  const send: Send = (request) => bodyOf(http.request(request))
  const signIn = createSignInClient(session)
  const linkGoogleUrl = callWith<InputOf<typeof GoogleUrl>, GoogleAddress>(send, 'GET /api/auth/google/url')
  const remove = callWith<InputOf<typeof RemoveUser>, void>(send, 'DELETE /api/users/me')

  return {
    auth: {
      ...signIn,
      /** Refreshes now, joining a refresh under way. */
      refresh: (options: CallOptions = {}) => session.refresh(options.signal),
      /** Signs out, here at once and then on the server. */
      logout: () => session.signOut(),
      /**
       * Where to send the browser for signing in with Google; after it, call `session.restore()`.
       * With `link`, whoever is signed in links their account instead.
       */
      googleUrl: (input: InputOf<typeof GoogleUrl> = {}, options?: CallOptions) =>
        (input.link ? linkGoogleUrl : signIn.googleUrl)(input, options),
      /** Verifies one's address by a mailed link. */
      verifyEmail: callWith<InputOf<typeof VerifyEmail>, void>(send, 'POST /api/auth/email/verify'),
      /** Mails the link that verifies one's address again. */
      resendVerification: call<void>(send, 'POST /api/auth/email/resend'),
    },
    users: {
      /** Who is signed in. */
      me: call<User>(send, 'GET /api/users/me'),
      /** Changes one's profile. */
      update: callWith<InputOf<typeof UpdateUser>, User>(send, 'PATCH /api/users/me'),
      /** Deletes one's account, which also ends the session here. */
      remove: async (input?: InputOf<typeof RemoveUser>, options?: CallOptions): Promise<void> => {
        await remove(input, options)
        await session.signOut('account_deleted')
      },
      /** A page of what happened to one's account, newest first. */
      events: callWith<InputOf<typeof ListEvents>, EventPage>(send, 'GET /api/users/me/events'),
      /** Changes one's password; every other session ends. */
      changePassword: callWith<InputOf<typeof ChangePassword>, void>(send, 'POST /api/users/me/password'),
      /** Takes Google away as a way to sign in. */
      unlinkGoogle: call<void>(send, 'DELETE /api/users/me/google'),
      /** Uploads one's picture: PNG, JPEG, WebP, GIF or AVIF, 5 MiB at most. */
      uploadAvatar: (file: Blob, options: UploadOptions = {}) => {
        const { onProgress, ...rest } = options
        const form = new FormData()
        form.set('file', file)
        return bodyOf(
          http.post<User>('/api/users/me/avatar', form, {
            // As long as the link needs: whoever waits sees how far it is, and can abort.
            timeout: 0,
            ...rest,
            ...(onProgress && { onUploadProgress: ({ progress }) => onProgress(progress ?? 0) }),
          }),
        )
      },
      /** Removes one's picture. */
      removeAvatar: call<void>(send, 'DELETE /api/users/me/avatar'),
      /** The API key that this client calls with. */
      apiKey: call<ApiKey>(send, 'GET /api/users/me/api-key'),
      /** Revokes the API key that this client calls with. */
      revokeApiKey: call<void>(send, 'DELETE /api/users/me/api-key'),
    },
    sessions: {
      /** One's signed-in devices. */
      list: call<DeviceList>(send, 'GET /api/sessions'),
      /** Signs out one of them. */
      revoke: callWith<InputOf<typeof RevokeSession>, void>(send, 'DELETE /api/sessions/{id}'),
      /** Signs out all but this one. */
      revokeOthers: call<void>(send, 'DELETE /api/sessions'),
    },
    apiKeys: {
      /** One's API keys, expired ones among them. */
      list: call<ApiKeyList>(send, 'GET /api/api-keys'),
      /** Makes a key, which is shown this once. */
      create: callWith<InputOf<typeof CreateApiKey>, CreatedApiKey>(send, 'POST /api/api-keys'),
      /** Gives a key a new secret, which is shown this once. */
      rotate: callWith<InputOf<typeof RotateApiKey>, CreatedApiKey>(send, 'POST /api/api-keys/{id}/rotate'),
      /** Revokes a key. */
      revoke: callWith<InputOf<typeof RevokeApiKey>, void>(send, 'DELETE /api/api-keys/{id}'),
    },
  }
}

/** `onProgress` hears how much has been sent, from 0 to 1. */
type UploadOptions = CallOptions & { onProgress?: (share: number) => void }

/** The body of an answer; undefined where there is none. @throws an `AuthError` */
async function bodyOf<T>(request: Promise<AxiosResponse<T>>): Promise<T> {
  try {
    const { data, status } = await request
    if (data === '') return undefined as T
    // The page of a captive portal: the server's answers are JSON.
    if (typeof data === 'string') throw unreachableError(status)
    return data
  } catch (error) {
    throw refusalFrom(error)
  }
}
