import type { QueryKey } from '@tanstack/react-query'

const channel = new BroadcastChannel('runsite.data')

/** Tells the other tabs that what they know under this key has changed on the server. */
export function tellOtherTabs(key: QueryKey): void {
  // A channel has no target to name: it never leaves the origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage(key)
}

/** Hears what other tabs have changed. */
export function onOtherTab(listener: (key: QueryKey) => void): void {
  channel.addEventListener('message', ({ data }: MessageEvent<QueryKey>) => listener(data))
}
