import { useEffect, useState } from 'react'
import { lastSignInMethod } from '../../api/last-method.ts'
import { refusalNote } from '../../api/refusal-message.ts'
import { signInCalls } from '../../api/session.ts'
import { isOffered } from '../../api/sign-in-methods.ts'
import { googleReturnPath } from '../../app/paths.ts'
import { LastUsedMark } from '../../ui/last-used-mark.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { GoogleMark } from './google-mark.tsx'
import { noteWantedPage } from './wanted-page.ts'

/** Leaves for Google. Looks as Google's brand rules ask. */
export function GoogleButton({ next }: { next: string | undefined }) {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<ReturnType<typeof refusalNote> | null>(null)

  useEffect(() => {
    // Back from Google, browsers show the page as it was left.
    const settle = () => setBusy(false)
    window.addEventListener('pageshow', settle)
    return () => window.removeEventListener('pageshow', settle)
  }, [])

  const leave = async () => {
    if (isBusy) return
    setBusy(true)
    setRefusal(null)
    try {
      const { url } = await signInCalls.googleUrl({ redirect_to: googleReturnPath(next) })
      noteWantedPage(next)
      window.location.assign(url)
    } catch (error) {
      setRefusal(refusalNote(error))
      setBusy(false)
    }
  }

  return (
    <>
      {refusal && <RefusalNote message={refusal.message} requestId={refusal.requestId} />}
      <div className="space-y-2">
        <button
          type="button"
          data-slot="google-button"
          aria-disabled={isBusy || undefined}
          onClick={() => void leave()}
          className="relative flex min-h-11 w-full items-center justify-center gap-3 rounded-lg border border-google-line bg-google px-4 text-sm font-medium text-on-google hover:bg-sunken sm:min-h-10"
        >
          {isBusy ? <Spinner /> : <GoogleMark />}
          Continue with Google
          {lastSignInMethod() === 'google' && <LastUsedMark />}
        </button>
        {isOffered('google-stand-in') && (
          <p className="text-center text-xs text-muted">A stand-in for Google, for trying it out.</p>
        )}
      </div>
    </>
  )
}
