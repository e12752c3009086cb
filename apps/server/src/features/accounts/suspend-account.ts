import type { Db } from '../../db/schema.ts'
import { announce } from '../../revocations/revocations.store.ts'
import { recordEvent } from '../audit/record-event.ts'
import { setSuspended } from './accounts.store.ts'

/**
 * Suspends an account or restores it, at once, on every instance. An operator's command (contract,
 * "Suspension").
 *
 * @returns false where no account has that address
 */
export async function suspendAccount(
  db: Db,
  of: { email: string; is_suspended: boolean; at: Date },
): Promise<boolean> {
  const { email, is_suspended, at } = of
  return db.transaction().execute(async (tx) => {
    const id = await setSuspended(tx, { email, suspended_at: is_suspended ? at : null })
    if (id === null) return false
    const kind = is_suspended ? 'account_suspended' : 'account_restored'
    await recordEvent(tx, { user_id: id, kind, client: { ip: null, user_agent: null }, at })
    await announce(tx, { kind: is_suspended ? 'suspended' : 'restored', id })
    return true
  })
}
