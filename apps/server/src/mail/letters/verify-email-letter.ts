import type { Letter } from '../mailer.ts'
import { layOutLetter } from './lay-out-letter.ts'

/**
 * Asks the owner of an address to verify it.
 *
 * The name that came with the registration stays out: until the address is verified a stranger may have written it.
 *
 * @param about.link good for 24 hours
 */
export function verifyEmailLetter(about: { email: string; link: string }): Letter {
  return layOutLetter({
    subject: 'Verify your email address',
    title: 'Verify your email address',
    paragraphs: [
      `An account at Runsite was created with ${about.email}. If that was you, verify the address while you are signed in.`,
    ],
    button: { label: 'Verify address', url: about.link },
    small: [
      'The link works once, for 24 hours.',
      'If this was not you, do nothing: the address stays unverified. To take the account over, choose “Forgot password” on the sign-in page.',
    ],
  })
}
