import { useSyncExternalStore } from 'react'
import { session } from './session.ts'

/**
 * How the session of this page is over. `left`: by the person's own will, here or in another tab. `lost`: without
 * it, so that whoever had it may sign in again and go on. `switched`: another user signed in in another tab.
 * `replaced`: another user signed in after it was lost.
 */
type SessionEnd = 'left' | 'lost' | 'switched' | 'replaced'

const leavings: string[] = [
  'signed_out',
  'signed_out_elsewhere',
  'account_deleted',
  'reauthentication_required',
]

let end: SessionEnd | null = null
let owner = session.userId()

session.subscribe((change) => {
  if (change.kind === 'signed_in') {
    const user = session.userId()
    end = end === 'lost' && user !== owner ? 'replaced' : null
    owner = user
  } else if (change.kind === 'ended') {
    end = leavings.includes(change.reason) ? 'left' : change.reason === 'switched' ? 'switched' : 'lost'
  }
})

/** How the session of this page is over, null while there is one or where there never was. */
export function sessionEnd(): SessionEnd | null {
  return end
}

/** The same, followed. */
export function useSessionEnd(): SessionEnd | null {
  return useSyncExternalStore(session.subscribe, sessionEnd)
}
