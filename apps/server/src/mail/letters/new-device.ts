import type { Client } from '../../client.ts'
import type { Letter } from '../mailer.ts'
import { describeClient, describeMoment } from './describe-client.ts'
import { layOutLetter } from './lay-out-letter.ts'

/** Tells the owner of an account that it was signed in to on a device that had not been seen before. */
export function newDevice(
  { web_url }: { web_url: string },
  about: { email: string; client: Client; at: Date },
): Letter {
  return layOutLetter({
    subject: 'New sign-in to your account',
    title: 'New sign-in to your account',
    paragraphs: [
      `The account of ${about.email} was signed in to on ${describeMoment(about.at)} with ${describeClient(about.client)}.`,
      'If this was you, there is nothing to do.',
    ],
    small: [
      `If this was not you, set a new password at once: open ${web_url} and choose “Forgot password” on the sign-in page. That signs out every device.`,
    ],
  })
}
