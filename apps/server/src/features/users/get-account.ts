import type { UserId } from '@runsite/shared/ids'
import { AuthError } from '../../auth-error.ts'
import type { Client } from '../../client.ts'
import type { Db } from '../../db/schema.ts'
import { type Account, findAccount, lockAccount } from './users.store.ts'

/**
 * Reads the account of who calls.
 *
 * @throws as `accountGone`
 */
export async function getAccount(db: Db, id: UserId, client?: Pick<Client, 'api_key_id'>): Promise<Account> {
  const account = await findAccount(db, id)
  if (!account) throw accountGone(client)
  return account
}

/**
 * Reads the account of who calls, and locks it for the transaction.
 *
 * @throws as `accountGone`
 */
export async function getLockedAccount(tx: Db, id: UserId): Promise<Account> {
  const account = await lockAccount(tx, id)
  if (!account) throw accountGone()
  return account
}

/**
 * The refusal for an account that was deleted while a credential of its was still good: `api_key_invalid`
 * where an API key called, else `session_revoked`.
 */
export function accountGone(client?: Pick<Client, 'api_key_id'>): AuthError {
  return new AuthError(client?.api_key_id === undefined ? 'session_revoked' : 'api_key_invalid')
}
