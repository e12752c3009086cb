import type { ApiKey } from '@runsite/shared/api-keys'

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
