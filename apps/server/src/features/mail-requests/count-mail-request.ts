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
 * @param is_open whether it is still to be answered, by the mail job
 * @returns false where it was too often: say nothing of it
 */
export async function countMailRequest(
  { now }: { now: Clock },
  tx: Db,
  request: {
    email: string
    kind: 'reset-password' | 'verify-email' | 'welcome'
    client: Client
    is_open: boolean
  },
): Promise<boolean> {
  const { client, ...asked } = request
  const { ip, user_agent } = client
  const at = now()
  const since = new Date(at.getTime() - hourMs)
  return insertMailRequest(tx, { id: v7(), ...asked, ip, user_agent, at }, { since, at_most: askedAtMost })
}
