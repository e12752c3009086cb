import bowser from 'bowser'
import type { Client } from '../../client.ts'

// What it does not know, bowser calls by whatever the text itself begins with.
const knownNames = new Set([...Object.values(bowser.BROWSER_MAP), ...Object.values(bowser.OS_MAP)])

/**
 * Says in words where a request came from: `Firefox on Windows, from 203.0.113.7`.
 *
 * Only names that are known ones go into a letter, never the text that the client calls itself by.
 */
export function describeClient({ ip, user_agent }: Client): string {
  const parsed = user_agent ? bowser.parse(user_agent) : null
  const browser = known(parsed?.browser.name) ?? 'an unknown program'
  const system = known(parsed?.os.name)
  const device = system ? `${browser} on ${system}` : browser
  return ip === null ? device : `${device}, from ${ip}`
}

const known = (name: string | undefined) => (name && knownNames.has(name) ? name : null)

/** Says a moment in words that no country reads another way: `24 November 2026, 07:00 UTC`. */
export function describeMoment(at: Date): string {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
  return `${words}, ${at.toISOString().slice(11, 16)} UTC`
}
