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

/** Removes the letters on their way to an address. */
export async function deleteMailTo(tx: Db, email: string): Promise<void> {
  await tx.deleteFrom('mail').where('recipient', '=', email).execute()
}
