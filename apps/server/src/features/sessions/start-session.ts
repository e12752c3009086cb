import type { SessionId } from '@runsite/shared/ids'
import type { Session } from '@runsite/shared/sessions'
import { v7 } from 'uuid'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { toUser } from '../users/to-user.ts'
import type { Account } from '../users/users.store.ts'
import { signAccessToken } from './access-token.ts'
import { makeRefreshToken } from './refresh-token.ts'
import { insertSession } from './sessions.store.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../clock.ts'
import type { KeyRing } from './key-ring.ts'

/** What the tokens of a session are made with. */
export type TokenIssuer = {
  config: Pick<Config, 'public_url' | 'access_token_seconds'>
  key_ring: Pick<KeyRing, 'keys'>
  refresh_token_key: Uint8Array
}

/** What a session is started with. */
export type SessionStarter = TokenIssuer & {
  config: Pick<Config, 'session_seconds' | 'refresh_token_seconds'>
  now: Clock
  metrics: { sessions_started: { count(method: SignInMethod): void } }
}

/** A way of proving who one is. */
export type SignInMethod = 'password' | 'google'

/**
 * Signs a user in: every way of signing in ends here. It is counted here, even where the transaction then
 * fails.
 *
 * @param db the transaction that signs the user in: either both are committed or neither
 * @param client where the user comes from, for their list of devices and their record
 * @param method how they proved who they are
 */
export async function startSession(
  services: SessionStarter,
  db: Db,
  account: Account,
  client: Client,
  method: SignInMethod,
): Promise<Session> {
  const { config, now, metrics } = services
  const at = now()
  const id = v7() as SessionId
  const ends_at = new Date(at.getTime() + config.session_seconds * 1000)
  const refreshEnd = new Date(at.getTime() + config.refresh_token_seconds * 1000)
  const expires_at = refreshEnd < ends_at ? refreshEnd : ends_at
  await insertSession(db, {
    id,
    user_id: account.id,
    ip: client.ip,
    user_agent: client.user_agent,
    expires_at,
    ends_at,
    at,
  })
  await recordEvent(db, {
    user_id: account.id,
    kind: 'signed_in',
    client,
    at,
    details: { session_id: id, method },
  })
  metrics.sessions_started.count(method)
  return issueTokens(services, account, { session_id: id, counter: 0, expires_at, ends_at, at })
}

/** Makes the tokens of a session as it stands: the pair for its `counter`, beside its user. */
export function issueTokens(
  { config, key_ring, refresh_token_key }: TokenIssuer,
  account: Account,
  session: { session_id: SessionId; counter: number; expires_at: Date; ends_at: Date; at: Date },
): Session {
  const { session_id, counter, expires_at, ends_at, at } = session
  // No access token outlives its session.
  const expires_in = Math.min(config.access_token_seconds, secondsBetween(at, ends_at))
  return {
    ...toUser(account, config),
    access_token: signAccessToken(key_ring.keys(), config, {
      user_id: account.id,
      session_id,
      rot: counter,
      at,
      expires_in,
    }),
    refresh_token: makeRefreshToken(refresh_token_key, { session_id, counter }),
    token_type: 'Bearer',
    expires_in,
    refresh_expires_in: secondsBetween(at, expires_at),
  }
}

const secondsBetween = (from: Date, to: Date) =>
  Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000))
