import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'

/** A letter that this instance has taken to send; `attempts` is its claim, which a later taker's differs from. */
export type TakenMail = {
  id: string
  recipient: string
  sealed_letter: Buffer
  attempts: number
  created_at: Date
}

/** Puts a letter into the queue. */
export async function insertMail(
  db: Db,
  mail: { id: string; recipient: string; sealed_letter: Buffer; at: Date },
): Promise<void> {
  const { at, ...columns } = mail
  await db
    .insertInto('mail')
    .values({ ...columns, due_at: at, created_at: at })
    .execute()
}

/** Whether a letter is due or a request open: one look, for servers that mostly have nothing to send. */
export async function hasMailWork(db: Db, at: Date): Promise<boolean> {
  const { has_work } = await db
    .selectNoFrom((eb) =>
      eb
        .or([
          eb.exists(eb.selectFrom('mail').select('id').where('due_at', '<=', at)),
          eb.exists(eb.selectFrom('mail_request').select('id').where('is_open', '=', true)),
        ])
        .as('has_work'),
    )
    .executeTakeFirstOrThrow()
  return Boolean(has_work)
}

const measuredAtMost = 10_000

/** How many letters are in the queue, 10,000 at most, and since when the oldest is: no more than that is read. */
export async function measureMailQueue(db: Db): Promise<{ letters: number; oldest_at: Date | null }> {
  return db
    .selectNoFrom((eb) => [
      eb
        .selectFrom(eb.selectFrom('mail').select('id').limit(measuredAtMost).as('some'))
        .select((some) => some.fn.countAll<number>().as('letters'))
        .$asScalar()
        .$notNull()
        .as('letters'),
      // Ids are in the order of their moments, and indexed.
      eb.selectFrom('mail').select('created_at').orderBy('id').limit(1).as('oldest_at'),
    ])
    .executeTakeFirstOrThrow()
}

/**
 * Takes letters that are due, so that no other instance does before `until`: rows that another is taking at this
 * moment are passed over.
 */
export async function takeMail(
  db: Db,
  take: { at: Date; until: Date; at_most: number },
): Promise<TakenMail[]> {
  return db
    .with('due', (cte) =>
      cte
        .selectFrom('mail')
        .select('id')
        .where('due_at', '<=', take.at)
        .orderBy('due_at')
        .limit(take.at_most)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('mail')
    .from('due')
    .set((eb) => ({ due_at: take.until, attempts: eb('mail.attempts', '+', 1) }))
    .whereRef('mail.id', '=', 'due.id')
    .returning(['mail.id', 'mail.recipient', 'mail.sealed_letter', 'mail.attempts', 'mail.created_at'])
    .execute()
}

/** Removes a letter that was sent or given up, if this claim on it still stands. */
export async function deleteMail(db: Db, claim: { id: string; attempts: number }): Promise<void> {
  await db.deleteFrom('mail').where('id', '=', claim.id).where('attempts', '=', claim.attempts).execute()
}

/** Says when a letter that failed is tried again, if this claim on it still stands. */
export async function postponeMail(
  db: Db,
  claim: { id: string; attempts: number; due_at: Date },
): Promise<void> {
  await db
    .updateTable('mail')
    .set({ due_at: claim.due_at })
    .where('id', '=', claim.id)
    .where('attempts', '=', claim.attempts)
    .execute()
}

/**
 * Removes everything that names an address: letters on their way to it, and what was asked for it. Needs a
 * transaction, in which nothing is asked for it any more.
 */
export async function deleteMailOf(tx: Db, email: string): Promise<void> {
  await lockRequests(tx, email)
  await tx.deleteFrom('mail').where('recipient', '=', email).execute()
  await tx.deleteFrom('mail_request').where('email', '=', email).execute()
}

/**
 * Notes that a mail to an address is asked for, unless it was asked for too often: one count for every instance
 * and for any number who ask at once. Needs a transaction.
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
