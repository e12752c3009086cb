import type { UserId } from '@runsite/shared/ids'
import { sql } from 'kysely'
import type { Db } from '../../db/schema.ts'
import { type Account, toAccount } from '../users/users.store.ts'

/** Who somebody is at Google. A `sub` means something at its issuer only. */
export type GoogleId = { issuer: string; sub: string }

/** Lets one transaction at a time decide whose a Google account is here, also while it is nobody's yet. */
export async function lockGoogleId(tx: Db, { issuer, sub }: GoogleId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${issuer} ${sub}`}, 0))`.execute(tx)
}

/** The account that a Google account is linked to. */
export async function findGoogleAccount(db: Db, google: GoogleId): Promise<Account | null> {
  const row = await db
    .selectFrom('user')
    .selectAll()
    .where('google_issuer', '=', google.issuer)
    .where('google_sub', '=', google.sub)
    .executeTakeFirst()
  return row ? toAccount(row) : null
}

/** Links an account to Google. */
export async function setGoogleId(db: Db, change: { id: UserId; google: GoogleId; at: Date }): Promise<void> {
  const { issuer, sub } = change.google
  await db
    .updateTable('user')
    .set({ google_issuer: issuer, google_sub: sub, google_unlinked_at: null, updated_at: change.at })
    .where('id', '=', change.id)
    .execute()
}

/** Undoes an account's link to Google, and remembers that it was undone. */
export async function clearGoogleId(db: Db, change: { id: UserId; at: Date }): Promise<void> {
  await db
    .updateTable('user')
    .set({ google_issuer: null, google_sub: null, google_unlinked_at: change.at, updated_at: change.at })
    .where('id', '=', change.id)
    .execute()
}
