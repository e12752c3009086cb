import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import type { Client } from '../../client.ts'
import { endKeysOf, type KeyEnder } from '../api-keys/end-key.ts'
import { removeAvatar } from '../avatars/remove-avatar.ts'
import { deleteLinks } from '../links/links.store.ts'
import { resetAccount } from './accounts.store.ts'
import { endSessionsOf, type SessionEnder } from '../sessions/end-session.ts'

/** What an account is handed over with. */
export type AccountTaker = KeyEnder & SessionEnder

/**
 * Hands an account whose address was never verified to whoever has just proved it (contract, "Whose account
 * it is"): nothing of the first registrant stays, and the address is verified.
 *
 * Keys, sessions, links and picture go, and the password and name give way to the new owner's.
 *
 * @param to.password_hash null where the new owner has none
 */
export async function takeOver(
  services: AccountTaker,
  tx: Db,
  to: { user_id: UserId; name: string; password_hash: string | null },
  client: Client,
): Promise<void> {
  await endKeysOf(services, tx, to.user_id)
  await endSessionsOf(services, tx, { user_id: to.user_id })
  await removeAvatar(services, tx, to.user_id, client)
  await deleteLinks(tx, to.user_id)
  await resetAccount(tx, { ...to, at: services.now() })
}
