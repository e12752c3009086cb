import type { Client } from '../../client.ts'
import type { Letter } from '../mailer.ts'
import { describeClient, describeMoment } from './describe-client.ts'
import { layOutLetter } from './lay-out-letter.ts'

/**
 * Tells the owner of an account that a session was ended, as a refresh token of it was used a second time.
 *
 * @param about.client where the second use came from: the thief, or the owner after them
 */
export function sessionEndedForReuse(
  { web_url }: { web_url: string },
  about: { email: string; client: Client; at: Date },
): Letter {
  return layOutLetter({
    subject: 'We ended a session of your account',
    title: 'We ended a session of your account',
    paragraphs: [
      `On ${describeMoment(about.at)} a sign-in of the account of ${about.email} was renewed a second time from an old copy, with ${describeClient(about.client)}. Someone may have copied it, so we ended that session.`,
      'Sign in again where you were signed out.',
    ],
    small: [
      `If you do not know why this happened, set a new password: open ${web_url} and choose “Forgot password” on the sign-in page. That signs out every device.`,
    ],
  })
}
