import { type RawBuilder, sql } from 'kysely'
import type { Database, Db } from './schema.ts'

const rowsAtOnce = 2_000

/**
 * Deletes the rows that are due, however many there are, some thousands a statement: each is short, and what it has
 * deleted stays deleted. Rows that somebody else holds are left for the next time.
 */
export async function deleteInChunks(
  db: Db,
  table: keyof Database,
  isDue: RawBuilder<unknown>,
): Promise<void> {
  for (;;) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)} where ${isDue} limit ${rowsAtOnce} for update skip locked
      ))`.execute(db)
    if (numAffectedRows < rowsAtOnce) return
  }
}
