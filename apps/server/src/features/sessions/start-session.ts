import type { SessionId } from '@runsite/shared/ids'
import type { Session } from '@runsite/shared/sessions'
import type { User } from '@runsite/shared/users'
import { v7 } from 'uuid'
import type { Db } from '../../db/schema.ts'
import type { Client, Services } from '../../services.ts'
import { signAccessToken } from './access-token.ts'
import { makeRefreshToken } from './refresh-token.ts'
import { insertSession } from './sessions.store.ts'

/**
 * Signs a user in: every way of signing in ends here.
 *
 * @param db the transaction of the deed that signs in, so that neither stands without the other
 * @param client where the user comes from, for their list of devices
 */
export async function startSession(services: Services, db: Db, user: User, client: Client): Promise<Session> {
  const { config, now } = services
  const at = now()
  const id = v7() as SessionId
  const ends_at = new Date(at.getTime() + config.session_seconds * 1000)
  const refreshEnd = new Date(at.getTime() + config.refresh_token_seconds * 1000)
  const expires_at = refreshEnd < ends_at ? refreshEnd : ends_at
  await insertSession(db, {
    id,
    user_id: user.id,
    ip: client.ip,
    user_agent: client.user_agent,
    expires_at,
    ends_at,
    at,
  })
  return issueTokens(services, user, { session_id: id, counter: 0, expires_at, at })
}

/** Makes the tokens of a session as it stands: the pair for its `counter`, beside its user. */
export function issueTokens(
  { config, key_ring, refresh_token_key }: Services,
  user: User,
  session: { session_id: SessionId; counter: number; expires_at: Date; at: Date },
): Session {
  const { session_id, counter, expires_at, at } = session
  return {
    ...user,
    access_token: signAccessToken(key_ring.keys(), config, {
      user_id: user.id,
      session_id,
      rot: counter,
      at,
    }),
    refresh_token: makeRefreshToken(refresh_token_key, { session_id, counter }),
    token_type: 'Bearer',
    expires_in: config.access_token_seconds,
    refresh_expires_in: Math.max(0, Math.floor((expires_at.getTime() - at.getTime()) / 1000)),
  }
}
