import { sql } from 'kysely'
import type { Db } from '../db/schema.ts'

// Any number will do, as long as nothing else locks it.
const seedLock = 5_013_377_204

/** Lets one seed at a time go on, until the end of its transaction. */
export async function lockSeed(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${seedLock})`.execute(tx)
}

/** Whether anybody has an account. */
export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom('user').select('id').limit(1).executeTakeFirst()) !== undefined
}
