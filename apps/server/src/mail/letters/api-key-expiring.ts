import type { Letter } from '../mailer.ts'
import { describeMoment } from './describe-client.ts'
import { layOutLetter } from './lay-out-letter.ts'

/** Tells the owner of an API key that it will soon expire, in time to replace it. */
export function apiKeyExpiring(
  { web_url }: { web_url: string },
  about: { email: string; name: string; key_prefix: string; expires_at: Date },
): Letter {
  return layOutLetter({
    subject: `Your API key “${about.name}” expires soon`,
    title: 'An API key expires soon',
    paragraphs: [
      `The key “${about.name}” (ak_live_${about.key_prefix}…) of the account of ${about.email} expires on ${describeMoment(about.expires_at)}.`,
      'Programs that use it are refused from then on. Make another key for them before.',
    ],
    small: [`Your keys are at ${web_url}`],
  })
}
