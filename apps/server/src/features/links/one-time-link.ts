import { createHash, randomBytes } from 'node:crypto'
import type { UserId } from '@runsite/shared/ids'
import type { Db } from '../../db/schema.ts'
import { type LinkPurpose, replaceLink } from './links.store.ts'
import type { Config } from '../../config.ts'
import type { Clock } from '../../clock.ts'

/** How long a link is good. */
export const linkLifetimeSeconds: Record<LinkPurpose, number> = {
  'verify-email': 86_400,
  'reset-password': 3_600,
}

/** What a link is made with: it leads to the web app. */
export type LinkMaker = { config: Pick<Config, 'web_url'>; now: Clock }

/**
 * Makes a link for a letter, bound to one purpose, user and address; it replaces the older one of its
 * purpose.
 *
 * The token is 256 random bits, of which only the SHA-256 is kept. The page it leads to is the web app's:
 * opening it uses nothing up, and its address is the configured one, whatever the request said.
 */
export async function makeLink(
  { config, now }: LinkMaker,
  tx: Db,
  link: { purpose: LinkPurpose; user_id: UserId; email: string },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const created_at = now()
  const expires_at = new Date(created_at.getTime() + linkLifetimeSeconds[link.purpose] * 1000)
  await replaceLink(tx, { ...link, token_hash: linkTokenHash(token), expires_at, created_at })
  return `${config.web_url}/${link.purpose}?token=${token}`
}

/** What the server keeps of a link's token. */
export function linkTokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
