import { useEffect, useState } from 'react'
import { readStored, writeStored } from '../ui/browser-storage.ts'
import { Button } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { isOutdated, pageVersion } from './page-version.ts'

const missing = new WeakSet<Error>()

// The router reloads the page by itself at the words that browsers use here, even where there is no network.
window.addEventListener('vite:preloadError', ({ payload }) => {
  payload.message = `A part of the app is missing. ${payload.message}`
  missing.add(payload)
})

/** Whether this is the failure to load a part of the app. */
export function isMissingPart(error: unknown): boolean {
  return error instanceof Error && missing.has(error)
}

/**
 * Where a part of the app could not be loaded. After a deployment its file may be gone: then the page is loaded
 * anew, once; without a connection nothing is lost, and it waits.
 */
export function MissingPart() {
  const [why, setWhy] = useState<'outdated' | 'out-of-reach' | 'broken' | null>(null)

  useEffect(() => {
    void isOutdated()
      .then(
        (is) => (is ? ('outdated' as const) : ('broken' as const)),
        () => 'out-of-reach' as const,
      )
      .then((found) => {
        if (found === 'outdated' && isFirstReload()) reload()
        else setWhy(found)
      })
    window.addEventListener('online', reload)
    return () => window.removeEventListener('online', reload)
  }, [])

  if (why === null) return <p className="appear-late text-muted">Loading…</p>
  const { title, text, action } = words[why]
  const goOn = () => void (why === 'out-of-reach' ? isOutdated().then(reload, () => {}) : reload())
  return (
    <div className="mx-auto max-w-md px-4 py-24">
      <PageHeading title={title} />
      <p className="mt-3 mb-6 text-muted">{text}</p>
      <Button onClick={goOn}>{action}</Button>
    </div>
  )
}

const words = {
  outdated: {
    title: 'A new version is ready',
    text: 'This page comes from the version before it. Reload to go on.',
    action: 'Reload',
  },
  'out-of-reach': {
    title: "This page can't be loaded",
    text: "There's no connection to the server. You're still signed in.",
    action: 'Try again',
  },
  broken: {
    title: 'This part is missing',
    text: "A file of this page can't be found. Reload to try again.",
    action: 'Reload',
  },
}

const reload = () => window.location.reload()

/** Whether this build has not been reloaded by itself before; false where that cannot be noted. */
function isFirstReload(): boolean {
  const key = 'runsite.reloaded'
  return readStored('sessionStorage', key) !== pageVersion && writeStored('sessionStorage', key, pageVersion)
}
