import type { Client } from '../../client.ts'
import { nameBrowser } from '../../user-agent.ts'

/**
 * Says in words where a request came from: `Firefox on Windows, from 203.0.113.7`.
 *
 * Only names that are known ones go into a letter, never the text that the client calls itself by.
 */
export function describeClient({ ip, user_agent }: Client): string {
  const device = nameBrowser(user_agent) ?? 'an unknown program'
  return ip === null ? device : `${device}, from ${ip}`
}

/** Says a moment in words that no country reads another way: `24 November 2026, 07:00 UTC`. */
export function describeMoment(at: Date): string {
  const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
  return `${words}, ${at.toISOString().slice(11, 16)} UTC`
}
