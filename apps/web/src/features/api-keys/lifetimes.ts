const dayMs = 86_400_000

/** How long a new key may live, as one chooses it: a number of days, a day of one's own, or for good. */
export const lifetimes = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
  ['custom', 'Custom date'],
  ['never', 'Never'],
] as const
export type Lifetime = (typeof lifetimes)[number][0]

/**
 * When a key with this lifetime runs out.
 *
 * @param lastDay as a date input has it (`2027-02-22`): its last minute in this device's zone counts
 * @returns null for never; undefined where no day, or none of this world, is chosen
 */
export function expiryFor(lifetime: Lifetime, lastDay: string, nowMs: number): string | null | undefined {
  if (lifetime === 'never') return null
  if (lifetime !== 'custom') return new Date(nowMs + Number(lifetime) * dayMs).toISOString()
  const end = new Date(`${lastDay}T23:59:59`)
  return Number.isNaN(end.getTime()) || end.getFullYear() > 9998 ? undefined : end.toISOString()
}

/** A day as a date input has it, in this device's zone. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs)
  return [
    String(at.getFullYear()).padStart(4, '0'),
    String(at.getMonth() + 1).padStart(2, '0'),
    String(at.getDate()).padStart(2, '0'),
  ].join('-')
}
