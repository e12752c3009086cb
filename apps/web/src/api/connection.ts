import { useSyncExternalStore } from 'react'
import { session } from './session.ts'

/** Whether the server answers. `offline`: this device has no network. `unreachable`: it has, and yet no answer. */
export type Connection = 'fine' | 'offline' | 'unreachable'

// A shorter failure is not shown.
const graceMs = 3000

const listeners = new Set<() => void>()
let graceTimer: ReturnType<typeof setTimeout> | undefined
let isUnreachable = false

const tell = () => {
  for (const listener of listeners) listener()
}

window.addEventListener('online', tell)
window.addEventListener('offline', tell)
session.subscribe(({ kind }) => {
  if (kind === 'degraded') noteUnreachable()
  else if (kind !== 'ended') noteReached()
})

/** Notes that a call got an answer. */
export function noteReached(): void {
  clearTimeout(graceTimer)
  graceTimer = undefined
  isUnreachable = false
  tell()
}

/** Notes that a call got none. */
export function noteUnreachable(): void {
  if (graceTimer !== undefined) return
  graceTimer = setTimeout(() => {
    isUnreachable = true
    tell()
  }, graceMs)
  tell()
}

/** Whether the server has answered the last call. What has failed for less than 3 seconds passes for fine. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, connection)
}

/** Whether the last call got no answer, however short a time ago. */
export function useIsFailing(): boolean {
  return useSyncExternalStore(subscribe, () => graceTimer !== undefined)
}

function connection(): Connection {
  if (!navigator.onLine) return 'offline'
  return isUnreachable ? 'unreachable' : 'fine'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
