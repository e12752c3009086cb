import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ConnectionBar } from '../connection-bar.tsx'

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
