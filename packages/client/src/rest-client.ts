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
    },
  }
}

type Options = { signal?: AbortSignal }

async function bodyOf<T>(request: Promise<AxiosResponse<T>>): Promise<T> {
  try {
    return (await request).data
  } catch (error) {
    throw refusalFrom(error)
  }
}
