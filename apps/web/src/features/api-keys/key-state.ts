import type { ApiKey } from '@runsite/shared/api-keys'

const dayMs = 86_400_000
const soonDays = 7
const unusedDays = 30

/** How near a key is to running out: `soon` is within a week. */
export function expiryOf(
  key: Pick<ApiKey, 'is_active' | 'expires_at'>,
  nowMs: number,
): 'never' | 'later' | 'soon' | 'expired' {
  if (key.expires_at === null) return 'never'
  const leftMs = Date.parse(key.expires_at) - nowMs
  if (!key.is_active || leftMs <= 0) return 'expired'
  return leftMs <= soonDays * dayMs ? 'soon' : 'later'
}

/** For how many whole days nothing has used a key, since it was made or last used; null below 30. */
export function daysUnused(key: Pick<ApiKey, 'last_used_at' | 'created_at'>, nowMs: number): number | null {
  const days = Math.floor((nowMs - Date.parse(key.last_used_at ?? key.created_at)) / dayMs)
  return days >= unusedDays ? days : null
}

/** Whether something used a key within the last hour, so that revoking it breaks what runs now. */
export function isInUse(key: Pick<ApiKey, 'last_used_at'>, nowMs: number): boolean {
  return key.last_used_at !== null && nowMs - Date.parse(key.last_used_at) < 3_600_000
}

/** How much of a key is shown in a list: enough to know it by. */
export function keyStart({ key_prefix }: Pick<ApiKey, 'key_prefix'>): string {
  return `ak_live_${key_prefix}…`
}

/** The orders a list of keys can be in. */
export const keyOrders = [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['last-used', 'Last used first'],
  ['unused', 'Longest unused first'],
] as const
export type KeyOrder = (typeof keyOrders)[number][0]

/** Keys in an order, from a list that is newest first. A key that was never used was used before all others. */
export function inOrder(keys: ApiKey[], order: KeyOrder): ApiKey[] {
  const usedAt = ({ last_used_at }: ApiKey) => (last_used_at ? Date.parse(last_used_at) : 0)
  if (order === 'newest') return keys
  if (order === 'oldest') return keys.toReversed()
  return order === 'last-used'
    ? keys.toSorted((a, b) => usedAt(b) - usedAt(a))
    : keys.toReversed().toSorted((a, b) => usedAt(a) - usedAt(b))
}

/** Keys whose name, or the start of whose secret, has a text in it, in whatever case; and the one that it is, whole. */
export function matching(keys: ApiKey[], text: string): ApiKey[] {
  const sought = text.trim().toLowerCase().replace(/…$/, '')
  return keys.filter(({ name, key_prefix }) => {
    const start = `ak_live_${key_prefix}`
    return name.toLowerCase().includes(sought) || start.includes(sought) || sought.startsWith(start)
  })
}
