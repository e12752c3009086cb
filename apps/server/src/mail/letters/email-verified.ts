import type { Letter } from '../mailer.ts'
import { layOutLetter } from './lay-out-letter.ts'

/** Tells the owner of an address that it is verified. */
export function emailVerified({ web_url }: { web_url: string }, email: string): Letter {
  return layOutLetter({
    subject: 'Your email address is verified',
    title: 'Your email address is verified',
    paragraphs: [`${email} is now the verified address of your account at Runsite.`],
    small: [
      `If this was not you, set a new password at once: open ${web_url} and choose “Forgot password” on the sign-in page.`,
    ],
  })
}
