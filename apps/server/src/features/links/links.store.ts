import type { UserId } from '@runsite/shared/ids'
import { sql } from 'kysely'
import { deleteInChunks } from '../../db/delete-in-chunks.ts'
import type { Db } from '../../db/schema.ts'
import type { LinkTable } from '../../db/tables/account-tables.ts'

/** What a one-time link is good for. */
export type LinkPurpose = LinkTable['purpose']

/** Adds a link in place of the user's older one of its purpose. */
export async function replaceLink(
  db: Db,
  link: {
    token_hash: Buffer
    purpose: LinkPurpose
    user_id: UserId
    email: string
    expires_at: Date
    created_at: Date
  },
): Promise<void> {
  const { token_hash, email, expires_at, created_at } = link
  await db
    .insertInto('link')
    .values(link)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'purpose']).doUpdateSet({ token_hash, email, expires_at, created_at }),
    )
    .execute()
}

/** Whose link it is, without using it up; null for one that is used, replaced, too old or unknown. */
export async function findLinkOwner(
  db: Db,
  link: { token_hash: Buffer; purpose: LinkPurpose; at: Date },
): Promise<UserId | null> {
  const row = await db
    .selectFrom('link')
    .innerJoin('user', (join) =>
      join.onRef('user.id', '=', 'link.user_id').onRef('user.email', '=', 'link.email'),
    )
    .select('link.user_id')
    .where('token_hash', '=', link.token_hash)
    .where('purpose', '=', link.purpose)
    .where('expires_at', '>', link.at)
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** Uses a link up, if it is good for this user and address: of any number who try at once, one succeeds. */
export async function takeLink(
  db: Db,
  link: { token_hash: Buffer; purpose: LinkPurpose; user_id: UserId; email: string; at: Date },
): Promise<boolean> {
  const row = await db
    .deleteFrom('link')
    .where('token_hash', '=', link.token_hash)
    .where('purpose', '=', link.purpose)
    .where('user_id', '=', link.user_id)
    .where('email', '=', link.email)
    .where('expires_at', '>', link.at)
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Voids every link of a user: their password or address has changed. */
export async function deleteLinks(db: Db, userId: UserId): Promise<void> {
  await db.deleteFrom('link').where('user_id', '=', userId).execute()
}

/** Removes the links that have run out. */
export async function deleteExpiredLinks(db: Db, at: Date): Promise<void> {
  await deleteInChunks(db, 'link', sql`expires_at <= ${at}`)
}
