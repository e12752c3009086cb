import type { Db } from '../db/schema.ts'
import { takeOldRequests } from '../features/mail-requests/mail-requests.store.ts'
import { takeOldMail } from '../mail/mail.store.ts'
import type { Jobs } from '../queues/open-jobs.ts'

const lastsMs = 48 * 3_600_000

/**
 * Moves what an instance of the release before has queued, and not sent, into the queue of this one. Can go, with the
 * table `mail`, once no such instance can be running.
 */
export async function adoptOldMail(
  { db, jobs }: { db: Db; jobs: Pick<Jobs, 'add'> },
  now: Date,
): Promise<void> {
  while (await db.transaction().execute((tx) => adoptSome(jobs, tx, now)));
}

async function adoptSome(jobs: Pick<Jobs, 'add'>, tx: Db, now: Date): Promise<boolean> {
  const mails = await takeOldMail(tx)
  for (const { id, recipient: to, sealed_letter, created_at } of mails) {
    const leftMs = created_at.getTime() + lastsMs - now.getTime()
    await jobs.add(
      tx,
      'mail',
      { to, sealed_letter: sealed_letter.toString('base64') },
      { id, key: to, lasts_seconds: Math.max(1, Math.round(leftMs / 1000)) },
    )
  }
  const requests = await takeOldRequests(tx)
  for (const request of requests) await jobs.add(tx, 'password-reset', request, { key: request.email })
  return mails.length + requests.length > 0
}
