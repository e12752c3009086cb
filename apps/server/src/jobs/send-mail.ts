import { answerResetRequests } from '../features/passwords/answer-reset-requests.ts'
import { hasMailWork } from '../mail/mail.store.ts'
import { sendQueued } from '../mail/send-queued.ts'
import type { Services } from '../services.ts'

/** Writes the letters that were asked for, then sends what is queued. */
export async function sendMail(services: Services, isStopping: () => boolean): Promise<void> {
  if (!(await hasMailWork(services.db, services.now()))) return
  await answerResetRequests(services)
  await sendQueued(services, isStopping)
}
