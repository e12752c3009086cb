import type { Db } from '../../db/schema.ts'
import { deleteOldMailTo } from '../../mail/mail.store.ts'
import type { Jobs } from '../../queues/open-jobs.ts'
import { deleteMailRequestsOf } from './mail-requests.store.ts'

/** What letters are taken back with. */
export type MailRemover = { jobs: Pick<Jobs, 'remove'> }

/**
 * Removes everything that names an address: letters on their way to it, and what was asked for it. Until the
 * transaction ends, nothing more is asked for it.
 */
export async function removeMailOf({ jobs }: MailRemover, tx: Db, email: string): Promise<void> {
  await deleteMailRequestsOf(tx, email)
  await deleteOldMailTo(tx, email)
  await jobs.remove(tx, 'mail', email)
  await jobs.remove(tx, 'password-reset', email)
}
