import { answerResetRequests, type ResetLetters } from '../features/passwords/forgot-password.ts'
import { hasMailWork } from '../mail/mail.store.ts'
import { type MailSender, sendQueued } from '../mail/send-queued.ts'

/** Writes the letters that were asked for, then sends what is queued. */
export async function sendMail(
  services: MailSender & ResetLetters,
  isStopping: () => boolean,
): Promise<void> {
  if (!(await hasMailWork(services.db, services.now()))) return
  await answerResetRequests(services)
  await sendQueued(services, isStopping)
}
