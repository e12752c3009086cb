import { v7 } from 'uuid'
import type { Client } from '../../client.ts'
import type { Clock } from '../../clock.ts'
import type { Db } from '../../db/schema.ts'
import { insertMailRequest } from './mail-requests.store.ts'

const hourMs = 3_600_000
const askedAtMost = 5

/**
 * Counts a mail that someone asks for: 5 per address and hour (contract, "Bad input"), whether or not there
 * is an account. The first one of a registration counts apart.
 *
 * @returns false where it was too often: say nothing of it
 */
export async function countMailRequest(
  { now }: { now: Clock },
  tx: Db,
  request: { email: string; kind: 'reset-password' | 'verify-email' | 'welcome'; client: Client },
): Promise<boolean> {
  const { client, ...asked } = request
  const { ip, user_agent } = client
  const at = now()
  const since = new Date(at.getTime() - hourMs)
  const row = { id: v7(), ...asked, ip, user_agent, is_open: false, at }
  return insertMailRequest(tx, row, { since, at_most: askedAtMost })
}
