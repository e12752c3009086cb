import type { Event } from '@runsite/shared/audit'

/** One thing that happened, or several failed sign-ins in a row from one place, newest first. */
export type EventRow = { event: Event; failures: readonly Event[] }

/** Puts failed sign-ins that follow each other from one address into one row. */
export function groupEvents(events: readonly Event[]): EventRow[] {
  const rows: { event: Event; failures: Event[] }[] = []
  for (const event of events) {
    const last = rows.at(-1)
    const isMore =
      event.kind === 'sign_in_failed' && last?.event.kind === event.kind && last.event.ip === event.ip
    if (isMore) last.failures.push(event)
    else rows.push({ event, failures: event.kind === 'sign_in_failed' ? [event] : [] })
  }
  return rows
}
