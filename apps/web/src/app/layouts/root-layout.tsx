import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { type Connection, useConnection } from '../../api/connection.ts'

/** What every page stands in: the way past the navigation, and the voice that says where one has come to. */
export function RootLayout() {
  return (
    <>
      <a
        href="#main"
        className="absolute top-3 left-3 z-10 rounded-lg bg-primary px-4 py-3 font-medium text-on-primary not-focus:sr-only"
      >
        Skip to content
      </a>
      <Outlet />
      <Arrival />
      <ConnectionBar />
    </>
  )
}

/** After a navigation within the app, moves focus to the heading and announces the title. */
function Arrival() {
  const router = useRouter()
  const [title, setTitle] = useState('')
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return
        document.querySelector('h1')?.focus({ preventScroll: true })
        setTitle(document.title)
      }),
    [router],
  )
  return (
    <div role="status" className="sr-only">
      {title}
    </div>
  )
}

const backShownMs = 4000

const lines = {
  offline: () => "You're offline. Changes will fail until you're back.",
  unreachable: () => `Can't reach ${window.location.host}. Changes will fail until it's back.`,
  back: () => 'Back online.',
}

/** Says while there is no connection, and when it is back. Lies over the foot of the window and moves nothing. */
function ConnectionBar() {
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
