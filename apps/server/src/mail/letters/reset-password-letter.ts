import type { Letter } from '../mailer.ts'
import { layOutLetter } from './lay-out-letter.ts'

/**
 * Lets the owner of an address set a new password.
 *
 * @param about.link good for an hour
 */
export function resetPasswordLetter(about: { email: string; link: string }): Letter {
  return layOutLetter({
    subject: 'Set a new password',
    title: 'Set a new password',
    paragraphs: [
      `Somebody, we hope you, asked for a new password for the account of ${about.email}.`,
      'Setting one signs the account out everywhere.',
    ],
    button: { label: 'Set new password', url: about.link },
    small: [
      'The link works once, for one hour.',
      'If you did not ask for it, do nothing: your password stays as it is.',
    ],
  })
}
