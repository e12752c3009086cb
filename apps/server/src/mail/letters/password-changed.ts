import type { Client } from '../../client.ts'
import type { Letter } from '../mailer.ts'
import { describeClient, describeMoment } from './describe-client.ts'
import { layOutLetter } from './lay-out-letter.ts'

/** Tells the owner of an account that its password was changed, and what to do if that was somebody else. */
export function passwordChanged(
  { web_url }: { web_url: string },
  about: { email: string; client: Client; at: Date },
): Letter {
  return layOutLetter({
    subject: 'Your password was changed',
    title: 'Your password was changed',
    paragraphs: [
      `The password of the account of ${about.email} was changed on ${describeMoment(about.at)} with ${describeClient(about.client)}.`,
      'Other devices have been signed out.',
    ],
    small: [
      `If this was not you, set a new password at once: open ${web_url} and choose “Forgot password” on the sign-in page.`,
    ],
  })
}
