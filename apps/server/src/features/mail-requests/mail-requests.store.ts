import { sql } from 'kysely'
import { deleteInChunks } from '../../db/delete-in-chunks.ts'
import type { Db } from '../../db/schema.ts'

/**
 * Notes that a mail to an address is asked for, unless it was asked for too often: one count for every
 * instance and for any number who ask at once. Needs a transaction.
 *
 * @returns false where it was too often
 */
export async function insertMailRequest(
  tx: Db,
  request: {
    id: string
    email: string
    kind: 'reset-password' | 'verify-email' | 'welcome'
    ip: string | null
    user_agent: string | null
    is_open: boolean
    at: Date
  },
  limit: { since: Date; at_most: number },
): Promise<boolean> {
  const { at, ...columns } = request
  // Two statements, since the second must see what those before this one in the line have written.
  await lockMailRequestsOf(tx, request.email)
  const { asked } = await tx
    .selectFrom('mail_request')
    .select((eb) => eb.fn.countAll<number>().as('asked'))
    .where('email', '=', request.email)
    .where('kind', request.kind === 'welcome' ? '=' : '<>', 'welcome')
    .where('asked_at', '>', limit.since)
    .executeTakeFirstOrThrow()
  if (asked >= limit.at_most) return false
  await tx
    .insertInto('mail_request')
    .values({ ...columns, asked_at: at })
    .execute()
  return true
}

/** Lets only one transaction at a time ask for mails to an address, answer that, or remove them. */
export async function lockMailRequestsOf(tx: Db, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${email}`}, 0))`.execute(tx)
}

const takenAtOnce = 100

/** Takes requests for a new password that an instance of the release before has noted. */
export async function takeOldRequests(
  tx: Db,
): Promise<{ email: string; ip: string | null; user_agent: string | null }[]> {
  return tx
    .updateTable('mail_request')
    .set({ is_open: false })
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('mail_request')
        .select('id')
        .where('is_open', '=', true)
        .limit(takenAtOnce)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['email', 'ip', 'user_agent'])
    .execute()
}

/** Removes what was asked for so long ago that it counts no more. */
export async function deleteMailRequests(db: Db, before: Date): Promise<void> {
  await deleteInChunks(db, 'mail_request', sql`not is_open and asked_at <= ${before}`)
}

/** Removes what was asked for an address. Until the transaction ends, nothing more is asked for it. */
export async function deleteMailRequestsOf(tx: Db, email: string): Promise<void> {
  await lockMailRequestsOf(tx, email)
  await tx.deleteFrom('mail_request').where('email', '=', email).execute()
}
