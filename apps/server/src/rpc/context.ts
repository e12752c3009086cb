import type { ApiKeyScope } from '@runsite/shared/api-keys'
import type { ApiKeyId, SessionId, UserId } from '@runsite/shared/ids'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AuthError } from '../auth-error.ts'
import { checkKey } from '../features/api-keys/check-key.ts'
import { checkSession } from '../features/sessions/check-session.ts'
import { type Credential, headerCredential } from '../http/requests/credential.ts'
import { type AttemptCookies, attemptCookies } from '../http/requests/attempt-cookies.ts'
import { type SessionCookies, sessionCookies } from '../http/requests/session-cookies.ts'
import type { Client, Services } from '../services.ts'

export type { AttemptCookies } from '../http/requests/attempt-cookies.ts'

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
  credentials: { header: Credential | null }
  cookies: SessionCookies
  attempt_cookies: AttemptCookies
  /**
   * Proves the request's credential, once for all calls of a batch.
   *
   * @param is_change whether the call changes something: then a cookie counts only from the web app
   * @throws `unauthenticated`, `token_invalid`, `token_expired`, `session_revoked`, `api_key_invalid`,
   *   `api_key_expired`, `account_suspended`, `origin_rejected`
   */
  authenticate(is_change: boolean): Promise<Caller>
}

/** Makes the context of one request. Nothing is checked until a procedure asks. */
export function createContext(services: Services, request: FastifyRequest, reply: FastifyReply): Context {
  const header = headerCredential(request)
  const cookies = sessionCookies(services, request, reply)
  let proven: Promise<Caller> | null = null

  async function prove(): Promise<Caller> {
    if (header?.kind === 'bad') throw new AuthError('token_invalid')
    if (header?.kind === 'api_key') return { kind: 'key', ...(await checkKey(services, header.token)) }
    const token = header?.token ?? cookies.access_token
    if (token === null) throw new AuthError('unauthenticated')
    const { user_id, session_id, rot } = await checkSession(services, token)
    return { kind: 'session', user_id, session_id, rot }
  }

  return {
    services,
    request_id: request.id,
    client: {
      ip: request.ip,
      user_agent: request.headers['user-agent']?.slice(0, 500) ?? null,
      request_id: request.id,
    },
    credentials: { header },
    cookies,
    attempt_cookies: attemptCookies(services.config, request, reply),
    async authenticate(is_change) {
      if (is_change && header === null) cookies.readForChange('access_token')
      proven ??= prove()
      return proven
    },
  }
}
