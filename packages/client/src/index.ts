import { createRestClient, type RestClient } from './rest-client.ts'
import { createSession } from './session.ts'
import type { SessionKeeper, SessionOptions } from './session-keeper.ts'
import { createTrpcClient } from './trpc-client.ts'

export { AuthError, type AuthErrorCode } from './auth-error.ts'
export { addSession } from './axios-session.ts'
export { refusalFrom } from './refusal-from.ts'
export type { CallOptions } from './rest-call.ts'
export { createRestClient, type RestClient } from './rest-client.ts'
export type { AppRouter } from './router-type.ts'
export { createSession } from './session.ts'
export type { SessionChange, SessionKeeper, SessionOptions, SignedOutReason } from './session-keeper.ts'
export { createSignInClient, type SignInClient } from './sign-in-client.ts'
export { createTrpcClient } from './trpc-client.ts'
export { sessionLink, sessionRequests } from './trpc-session.ts'

/** One session, and the server's two doors on it. Whatever a door refuses is an `AuthError`. */
export type Client = {
  session: SessionKeeper
  rest: RestClient
  trpc: ReturnType<typeof createTrpcClient>
}

/**
 * Makes a client: keeps the session, refreshes its tokens, and speaks REST and tRPC with it.
 *
 * An app that counts its kilobytes makes the parts itself: `createSession`, then `createRestClient` or
 * `createTrpcClient` on it.
 */
export function createClient(options: SessionOptions = {}): Client {
  const session = createSession(options)
  return { session, rest: createRestClient(session), trpc: createTrpcClient(session) }
}
