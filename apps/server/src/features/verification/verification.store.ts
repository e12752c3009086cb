import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'

/** Notes that a user has proved their address. */
export async function markEmailVerified(db: Db, change: { id: UserId; at: Date }): Promise<void> {
  await db
    .updateTable('user')
    .set({ email_verified: true, updated_at: change.at })
    .where('id', '=', change.id)
    .execute()
}
