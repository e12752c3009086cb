import { useEffect, useState } from 'react'
import { type Connection, useConnection } from '../api/connection.ts'

const backShownMs = 4000

const lines = {
  offline: () => "You're offline. Changes will fail until you're back.",
  unreachable: () => `Can't reach ${window.location.host}. Changes will fail until it's back.`,
  back: () => 'Back online.',
}

/** Says while there is no connection, and when it is back. Lies over the foot of the window and moves nothing. */
export function ConnectionBar() {
  const shown = useShown(useConnection())
  return (
    <div
      role="status"
      data-slot="connection-bar"
      className="pointer-events-none fixed inset-x-0 bottom-0 z-30 border-transparent bg-ink text-center text-sm text-canvas not-empty:border-t not-empty:px-4 not-empty:py-2"
    >
      {shown && lines[shown]()}
    </div>
  )
}

function useShown(connection: Connection): keyof typeof lines | null {
  const [wasGone, setWasGone] = useState(false)
  if (connection !== 'fine' && !wasGone) setWasGone(true)
  useEffect(() => {
    if (connection !== 'fine' || !wasGone) return
    const timer = setTimeout(() => setWasGone(false), backShownMs)
    return () => clearTimeout(timer)
  }, [connection, wasGone])
  if (connection !== 'fine') return connection
  return wasGone ? 'back' : null
}
