import type { UserId } from '@runsite/shared/ids'
import type { User } from '@runsite/shared/users'
import type { Client } from '../../client.ts'
import { recordEvent } from '../audit/record-event.ts'
import { toUser } from './to-user.ts'
import { updateName } from './users.store.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import { accountGone } from './get-account.ts'

/**
 * Changes a user's name.
 *
 * @throws as `accountGone`
 */
export async function renameUser(
  { config, db, now }: { config: Pick<Config, 'public_url'>; db: Db; now: Clock },
  id: UserId,
  name: string,
  client: Client,
): Promise<User> {
  const at = now()
  return db.transaction().execute(async (tx) => {
    const account = await updateName(tx, { id, name, at })
    if (!account) throw accountGone(client)
    await recordEvent(tx, { user_id: id, kind: 'profile_changed', client, at })
    return toUser(account, config)
  })
}
