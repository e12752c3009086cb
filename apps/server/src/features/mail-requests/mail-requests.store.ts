import { sql } from 'kysely'
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
  await lockRequests(tx, request.email)
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

async function lockRequests(tx: Db, email: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mail ${email}`}, 0))`.execute(tx)
}

/** Closes the oldest open request that no other instance holds; null where there is none. */
export async function takeMailRequest(
  tx: Db,
): Promise<{ email: string; ip: string | null; user_agent: string | null } | null> {
  const row = await tx
    .with('oldest', (cte) =>
      cte
        .selectFrom('mail_request')
        .select('id')
        .where('is_open', '=', true)
        .orderBy('asked_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('mail_request')
    .from('oldest')
    .set({ is_open: false })
    .whereRef('mail_request.id', '=', 'oldest.id')
    .returning(['mail_request.email', 'mail_request.ip', 'mail_request.user_agent'])
    .executeTakeFirst()
  return row ?? null
}

/** Removes what was asked for so long ago that it counts no more. */
export async function deleteMailRequests(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('mail_request').where('is_open', '=', false).where('asked_at', '<=', before).execute()
}

/** Removes what was asked for an address. Until the transaction ends, nothing more is asked for it. */
export async function deleteMailRequestsOf(tx: Db, email: string): Promise<void> {
  await lockRequests(tx, email)
  await tx.deleteFrom('mail_request').where('email', '=', email).execute()
}
