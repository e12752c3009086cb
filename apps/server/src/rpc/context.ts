import type { ApiKeyScope } from '@runsite/shared/api-keys'
import type { ApiKeyId, SessionId, UserId } from '@runsite/shared/ids'
import { AuthError } from '../auth-error.ts'
import type { Client } from '../client.ts'
import { checkKey } from '../features/api-keys/check-key.ts'
import { checkSession } from '../features/sessions/check-session.ts'
import type { Services } from '../services.ts'
import type { AttemptCookies, Credential, SessionCookies } from './credentials.ts'

/** Who calls: a signed-in person. */
export type SessionCaller = { kind: 'session'; user_id: UserId; session_id: SessionId; rot: number }

/** Who calls: a program, by its owner's API key. */
export type KeyCaller = { kind: 'key'; user_id: UserId; key_id: ApiKeyId; scope: ApiKeyScope }

/** Who calls. */
export type Caller = SessionCaller | KeyCaller

/** What every procedure gets, whichever door the call came through. */
export type Context = {
  services: Services
  request_id: string
  client: Client
  /** The credential of the `Authorization` header; null where there is none. */
  header: Credential | null
  cookies: SessionCookies
  attempt_cookies: AttemptCookies
  /**
   * Proves the request's credential, once for all calls of a batch.
   *
   * @throws `unauthenticated`, `token_invalid`, `token_expired`, `session_revoked`, `api_key_invalid`,
   *   `api_key_expired`, `account_suspended`
   */
  authenticate(): Promise<Caller>
}

/** Makes the context of one request. Nothing is checked until a procedure asks. */
export function createContext(
  services: Services,
  request: Pick<Context, 'request_id' | 'client' | 'header' | 'cookies' | 'attempt_cookies'>,
): Context {
  const { header, cookies } = request
  let proven: Promise<Caller> | null = null

  async function prove(): Promise<Caller> {
    if (header?.kind === 'bad') throw new AuthError('token_invalid')
    if (header?.kind === 'api_key') return { kind: 'key', ...(await checkKey(services, header.token)) }
    const token = header?.token ?? cookies.access_token
    if (token === null) throw new AuthError('unauthenticated')
    const { user_id, session_id, rot } = await checkSession(services, token)
    return { kind: 'session', user_id, session_id, rot }
  }

  return { services, ...request, authenticate: () => (proven ??= prove()) }
}
