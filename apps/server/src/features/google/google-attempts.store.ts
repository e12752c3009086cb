import { sql } from 'kysely'
import { deleteInChunks } from '../../db/delete-in-chunks.ts'
import type { Db } from '../../db/schema.ts'

/** Uses up an attempt: of any number of callbacks with one `state`, one succeeds. */
export async function takeAttempt(
  db: Db,
  attempt: { state_hash: Buffer; expires_at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('used_google_attempt')
    .values(attempt)
    .onConflict((conflict) => conflict.column('state_hash').doNothing())
    .returning('state_hash')
    .executeTakeFirst()
  return row !== undefined
}

/** Removes what has run out: its cookie counts no more either. */
export async function deleteUsedAttempts(db: Db, at: Date): Promise<void> {
  await deleteInChunks(db, 'used_google_attempt', sql`expires_at <= ${at}`)
}
