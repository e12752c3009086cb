import type { Client } from '../../client.ts'
import type { Letter } from '../mailer.ts'
import { describeClient, describeMoment } from './describe-client.ts'
import { layOutLetter } from './lay-out-letter.ts'

/** Tells the owner of an account that Google signs in to it no more. */
export function googleUnlinked(
  { web_url }: { web_url: string },
  about: { email: string; client: Client; at: Date },
): Letter {
  return layOutLetter({
    subject: 'Google was unlinked from your account',
    title: 'Google was unlinked from your account',
    paragraphs: [
      `Google was unlinked from the account of ${about.email} on ${describeMoment(about.at)} with ${describeClient(about.client)}. Sign in with your password from now on.`,
      'If this was you, there is nothing to do.',
    ],
    small: [
      `If this was not you, set a new password at once: open ${web_url} and choose “Forgot password” on the sign-in page. That signs out every device.`,
    ],
  })
}
