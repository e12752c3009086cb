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
import type {
  ChangePassword,
  ForgotPassword,
  LogIn,
  Register,
  RemoveUser,
  ResetPassword,
} from '@runsite/shared/passwords'
import type { DeviceList, RevokeSession, Session } from '@runsite/shared/sessions'
import type { UpdateUser, User, VerifyEmail } from '@runsite/shared/users'
import axios from 'axios'
import { addSession } from './axios-session.ts'
import { bodyOf, type CallOptions, call, callWith, type InputOf } from './rest-call.ts'
import type { SessionKeeper } from './session-keeper.ts'

/**
 * The REST paths, typed from the shared schemas, under the names of tRPC's procedures in camelCase. Each rejects
 * with an `AuthError`.
 */
export interface RestClient extends ReturnType<typeof restMethods> {}

/** Makes the REST door of a session, on axios. */
export function createRestClient(session: SessionKeeper): RestClient {
  return restMethods(session)
}

function restMethods(session: SessionKeeper) {
  const settings = { baseURL: session.url, timeout: 30_000, withCredentials: true }
  const open = axios.create(settings)
  const guarded = addSession(axios.create(settings), session)
  open.interceptors.request.use(async (config) => {
    await session.untilLeft()
    return config
  })
  const register = callWith<InputOf<typeof Register>, Session>(open, 'POST /api/auth/register')
  const login = callWith<InputOf<typeof LogIn>, Session>(open, 'POST /api/auth/login')
  const openGoogleUrl = callWith<InputOf<typeof GoogleUrl>, GoogleAddress>(open, 'GET /api/auth/google/url')
  const linkGoogleUrl = callWith<InputOf<typeof GoogleUrl>, GoogleAddress>(
    guarded,
    'GET /api/auth/google/url',
  )
  const remove = callWith<InputOf<typeof RemoveUser>, void>(guarded, 'DELETE /api/users/me')

  return {
    auth: {
      /** Opens an account and signs in. */
      register: async (input: InputOf<typeof Register>) => session.begin(await register(input)),
      /** Signs in. */
      login: async (input: InputOf<typeof LogIn>) => session.begin(await login(input)),
      /** Refreshes now, joining a refresh under way. */
      refresh: (options: CallOptions = {}) => session.refresh(options.signal),
      /** Signs out, here at once and then on the server. */
      logout: () => session.signOut(),
      /**
       * Where to send the browser for signing in with Google; after it, call `session.restore()`.
       * With `link`, whoever is signed in links their account instead.
       */
      googleUrl: (input: InputOf<typeof GoogleUrl> = {}, options?: CallOptions) =>
        (input.link ? linkGoogleUrl : openGoogleUrl)(input, options),
      /** Mails a link that sets a new password, if the address has an account. */
      forgotPassword: callWith<InputOf<typeof ForgotPassword>, void>(open, 'POST /api/auth/password/forgot'),
      /** Sets a new password by a mailed link; every session ends. */
      resetPassword: callWith<InputOf<typeof ResetPassword>, void>(open, 'POST /api/auth/password/reset'),
      /** Verifies one's address by a mailed link. */
      verifyEmail: callWith<InputOf<typeof VerifyEmail>, void>(guarded, 'POST /api/auth/email/verify'),
      /** Mails the link that verifies one's address again. */
      resendVerification: call<void>(guarded, 'POST /api/auth/email/resend'),
    },
    users: {
      /** Who is signed in. */
      me: call<User>(guarded, 'GET /api/users/me'),
      /** Changes one's profile. */
      update: callWith<InputOf<typeof UpdateUser>, User>(guarded, 'PATCH /api/users/me'),
      /** Deletes one's account, which also ends the session here. */
      remove: async (input?: InputOf<typeof RemoveUser>, options?: CallOptions): Promise<void> => {
        await remove(input, options)
        await session.signOut('account_deleted')
      },
      /** A page of what happened to one's account, newest first. */
      events: callWith<InputOf<typeof ListEvents>, EventPage>(guarded, 'GET /api/users/me/events'),
      /** Changes one's password; every other session ends. */
      changePassword: callWith<InputOf<typeof ChangePassword>, void>(guarded, 'POST /api/users/me/password'),
      /** Takes Google away as a way to sign in. */
      unlinkGoogle: call<void>(guarded, 'DELETE /api/users/me/google'),
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
      removeAvatar: call<void>(guarded, 'DELETE /api/users/me/avatar'),
      /** The API key that this client calls with. */
      apiKey: call<ApiKey>(guarded, 'GET /api/users/me/api-key'),
      /** Revokes the API key that this client calls with. */
      revokeApiKey: call<void>(guarded, 'DELETE /api/users/me/api-key'),
    },
    sessions: {
      /** One's signed-in devices. */
      list: call<DeviceList>(guarded, 'GET /api/sessions'),
      /** Signs out one of them. */
      revoke: callWith<InputOf<typeof RevokeSession>, void>(guarded, 'DELETE /api/sessions/{id}'),
      /** Signs out all but this one. */
      revokeOthers: call<void>(guarded, 'DELETE /api/sessions'),
    },
    apiKeys: {
      /** One's API keys, expired ones among them. */
      list: call<ApiKeyList>(guarded, 'GET /api/api-keys'),
      /** Makes a key, which is shown this once. */
      create: callWith<InputOf<typeof CreateApiKey>, CreatedApiKey>(guarded, 'POST /api/api-keys'),
      /** Gives a key a new secret, which is shown this once. */
      rotate: callWith<InputOf<typeof RotateApiKey>, CreatedApiKey>(
        guarded,
        'POST /api/api-keys/{id}/rotate',
      ),
      /** Revokes a key. */
      revoke: callWith<InputOf<typeof RevokeApiKey>, void>(guarded, 'DELETE /api/api-keys/{id}'),
    },
  }
}

/** `onProgress` hears how much has been sent, from 0 to 1. */
type UploadOptions = CallOptions & { onProgress?: (share: number) => void }
