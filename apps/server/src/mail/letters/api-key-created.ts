import type { Client } from '../../client.ts'
import type { Letter } from '../mailer.ts'
import { describeClient, describeMoment } from './describe-client.ts'
import { layOutLetter } from './lay-out-letter.ts'

/** Tells the owner of an account that an API key was made for it: which one, never the key itself. */
export function apiKeyCreated(
  { web_url }: { web_url: string },
  about: { email: string; name: string; key_prefix: string; scope: string; client: Client; at: Date },
): Letter {
  return layOutLetter({
    subject: 'A new API key was made',
    title: 'A new API key was made',
    paragraphs: [
      `The key “${about.name}” (ak_live_${about.key_prefix}…, scope ${about.scope}) was made for the account of ${about.email} on ${describeMoment(about.at)} with ${describeClient(about.client)}.`,
      'If this was you, there is nothing to do.',
    ],
    small: [`If this was not you, revoke the key and change your password at once: ${web_url}`],
  })
}
