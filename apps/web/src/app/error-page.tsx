import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { readStored, writeStored } from '../ui/browser-storage.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { isOutdated, pageVersion } from './page-version.ts'

/** What stands where a page has crashed, or could not be loaded. What is around it goes on. */
export function ErrorPage({ error }: ErrorComponentProps) {
  return isMissingPart(error) ? <MissingPart /> : <Crash error={error} />
}

function Crash({ error }: { error: unknown }) {
  const router = useRouter()
  const details = `Error ${crashId(error)} · version ${pageVersion}`
  return (
    <div className="mx-auto max-w-md px-4 py-24">
      <PageHeading title="This part broke" />
      <p className="mt-3 mb-6 text-muted">Reload it to go on. What you saved is safe.</p>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => void router.invalidate()}>Reload it</Button>
        <Button variant="secondary" onClick={() => window.location.reload()}>
          Reload the page
        </Button>
      </div>
      <p className="mt-8 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-muted">
        {details}
        <CopyButton what="details" text={`${details}\n${window.location.pathname}\n${String(error)}`} />
      </p>
    </div>
  )
}

/** A short name for a crash, the same for everyone who meets it in the same build (FNV-1a of where it happened). */
function crashId(error: unknown): string {
  const place = error instanceof Error ? error.stack?.split('\n').slice(0, 3).join() : String(error)
  let hash = 0x811c9dc5
  for (const character of place ?? '') {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

const missing = new WeakSet<Error>()

// The router reloads the page by itself at the words that browsers use here, even where there is no network.
window.addEventListener('vite:preloadError', ({ payload }) => {
  payload.message = `A part of the app is missing. ${payload.message}`
  missing.add(payload)
})

/** Whether this is the failure to load a part of the app. */
function isMissingPart(error: unknown): boolean {
  return error instanceof Error && missing.has(error)
}

/**
 * Where a part of the app could not be loaded. After a deployment its file may be gone: then the page is loaded
 * anew, once; without a connection nothing is lost, and it waits.
 */
function MissingPart() {
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
