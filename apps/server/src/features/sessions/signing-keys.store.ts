import { sql } from 'kysely'
import type { Db } from '../../db/schema.ts'

/** A signing key as it is stored. */
export type StoredKey = {
  id: string
  public_jwk: string
  sealed_private_key: Buffer
  created_at: Date
  activated_at: Date | null
  retired_at: Date | null
}

/** Every signing key, oldest first. A handful of rows. */
export async function listSigningKeys(db: Db): Promise<StoredKey[]> {
  return db.selectFrom('signing_key').selectAll().orderBy('created_at').orderBy('id').execute()
}

/** Lets one instance at a time make or rotate keys; held until the transaction ends. */
export async function lockSigningKeys(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('runsite.signing_key'))`.execute(db)
}

export async function insertSigningKey(
  db: Db,
  key: { id: string; public_jwk: string; sealed_private_key: Buffer; created_at: Date },
): Promise<void> {
  await db
    .insertInto('signing_key')
    .values({ ...key, activated_at: null, retired_at: null })
    .execute()
}

/** The next key becomes the current one, and the current one previous. */
export async function activateSigningKey(db: Db, id: string, at: Date): Promise<void> {
  await db
    .updateTable('signing_key')
    .set({ retired_at: at })
    .where('activated_at', 'is not', null)
    .where('retired_at', 'is', null)
    .execute()
  await db.updateTable('signing_key').set({ activated_at: at }).where('id', '=', id).execute()
}

/** Drops the previous keys whose last tokens have run out. */
export async function deleteKeysRetiredBefore(db: Db, at: Date): Promise<void> {
  await db.deleteFrom('signing_key').where('retired_at', '<', at).execute()
}
