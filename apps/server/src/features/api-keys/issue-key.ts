import type { CreateApiKey, CreatedApiKey } from '@runsite/shared/api-keys'
import type { ApiKeyId, SessionId, UserId } from '@runsite/shared/ids'
import { v7 } from 'uuid'
import { AuthError } from '../../auth-error.ts'
import { apiKeyCreated } from '../../mail/letters/api-key-created.ts'
import { queueMail, type MailQueue } from '../../mail/queue-mail.ts'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { isLiveSession } from '../sessions/check-session.ts'
import { getLockedAccount } from '../users/get-account.ts'
import { countKeys, insertKey } from './api-keys.store.ts'
import { hashKey, makeKey, prefixOf } from './key-format.ts'
import type { Clock } from '../../clock.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/schema.ts'

const keysAtMost = 100

/**
 * Makes a key for a user's programs. The plaintext is in the answer and nowhere else.
 *
 * @throws `validation_failed` where `expires_at` is not in the future; `too_many_keys`; `session_revoked`
 *   where the session or the account went while its token was still good
 */
export async function issueKey(
  services: MailQueue & { config: Pick<Config, 'web_url'>; db: Db; now: Clock },
  caller: { user_id: UserId; session_id: SessionId },
  input: CreateApiKey,
  client: Client,
): Promise<CreatedApiKey> {
  const { config, db, now } = services
  const { user_id, session_id } = caller
  const at = now()
  const expires_at = input.expires_at === null ? null : new Date(input.expires_at)
  if (expires_at && expires_at <= at) {
    throw new AuthError('validation_failed', {
      errors: [{ path: ['expires_at'], message: 'Choose a moment in the future.' }],
    })
  }
  const plaintext_key = makeKey()
  return db.transaction().execute(async (tx) => {
    // One at a time for each user, so that parallel calls cannot all see the hundredth place free.
    const { email } = await getLockedAccount(tx, user_id)
    // A key outlives the session that makes it, so none may come of one that ended while this waited for the
    // lock.
    if (!(await isLiveSession(tx, { user_id, session_id }, at))) throw new AuthError('session_revoked')
    if ((await countKeys(tx, user_id)) >= keysAtMost) throw new AuthError('too_many_keys')
    const key = await insertKey(tx, {
      id: v7() as ApiKeyId,
      user_id,
      name: input.name,
      scope: input.scope,
      key_prefix: prefixOf(plaintext_key),
      secret_hash: hashKey(plaintext_key),
      expires_at,
      at,
    })
    const { id, name, scope, key_prefix } = key
    const details = { api_key_id: id, name, scope, key_prefix }
    await recordEvent(tx, { user_id, kind: 'api_key_created', client, at, details })
    await queueMail(
      services,
      tx,
      apiKeyCreated(config, { email, name, key_prefix, scope, client, at }),
      email,
    )
    return { ...key, plaintext_key }
  })
}
