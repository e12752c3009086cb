import type { Client } from '../../client.ts'
import type { Letter } from '../mailer.ts'
import { describeClient, describeMoment } from './describe-client.ts'
import { layOutLetter } from './lay-out-letter.ts'

/**
 * Tells the owner of an account that a Google account can sign in to it from now on.
 *
 * @param about.is_taken_over its address had never been verified, so that what was set up before is gone
 */
export function googleLinked(
  { web_url }: { web_url: string },
  about: { email: string; client: Client; at: Date; is_taken_over: boolean },
): Letter {
  return layOutLetter({
    subject: 'Google was linked to your account',
    title: 'Google was linked to your account',
    paragraphs: [
      `A Google account was linked to the account of ${about.email} on ${describeMoment(about.at)} with ${describeClient(about.client)}. It can be used to sign in from now on.`,
      about.is_taken_over
        ? 'The address had not been verified before. So an earlier password works no more, earlier API keys are revoked, and other devices have been signed out.'
        : 'If this was you, there is nothing to do.',
    ],
    small: [
      `If this was not you, set a new password at once, then unlink Google in your settings: open ${web_url} and choose “Forgot password” on the sign-in page.`,
    ],
  })
}
