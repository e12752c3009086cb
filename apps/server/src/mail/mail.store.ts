import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'

const measuredAtMost = 10_000

/** How many letters are in the queue, 10,000 at most, and how old the oldest is: no more than that is read. */
export async function measureMailQueue(db: Db): Promise<{ letters: number; oldest_seconds: number }> {
  const { rows } = await sql<{ letters: number; oldest_seconds: number }>`
    select count(*) as letters,
      coalesce(extract(epoch from now() - min(created_on)), 0)::float8 as oldest_seconds
    from (
      select created_on from pgboss.job where name = 'mail' and state < 'completed' limit ${measuredAtMost}
    ) as queued`.execute(db)
  return rows[0] ?? { letters: 0, oldest_seconds: 0 }
}

/** A letter that an instance of the release before has queued. */
export type OldMail = { id: string; recipient: string; sealed_letter: Buffer; created_at: Date }

const takenAtOnce = 100

/** Takes letters out of the queue of the release before; those that one of its instances is sending stay. */
export async function takeOldMail(tx: Db): Promise<OldMail[]> {
  return tx
    .deleteFrom('mail')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('mail')
        .select('id')
        .where('due_at', '<=', sql<Date>`now()`)
        .limit(takenAtOnce)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id', 'recipient', 'sealed_letter', 'created_at'])
    .execute()
}

/** Removes the letters to an address that an instance of the release before has queued. */
export async function deleteOldMailTo(tx: Db, email: string): Promise<void> {
  await tx.deleteFrom('mail').where('recipient', '=', email).execute()
}
