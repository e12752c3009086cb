import { hasMailWork } from '../mail/mail.store.ts'
import { sendQueued } from '../mail/send-queued.ts'
import type { Services } from '../services.ts'

/** Sends what is queued. */
export async function sendMail(services: Services, isStopping: () => boolean): Promise<void> {
  if (!(await hasMailWork(services.db, services.now()))) return
  await sendQueued(services, isStopping)
}
