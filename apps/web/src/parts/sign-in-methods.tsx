import { readStored, writeStored } from '../ui/browser-storage.ts'

/** The ways to sign in. */
type SignInMethod = 'password' | 'google'

/** What a server may offer. `google-stand-in`: Google is a stand-in, for trying it out. */
type Offer = SignInMethod | 'google-stand-in' | 'registration'

/** Whether this server offers it. It says so in the page itself, so that nothing has to be asked or appears late. */
export function isOffered(offer: Offer): boolean {
  const offered = document.querySelector<HTMLMetaElement>('meta[name="sign-in-methods"]')?.content
  return offered?.trim().split(/\s+/).includes(offer) ?? false
}

const lastMethodKey = 'runsite.method'

/** How someone signed in on this device the last time, if that is known. Never who. */
export function lastSignInMethod(): SignInMethod | null {
  const method = readStored('localStorage', lastMethodKey)
  return method === 'password' || method === 'google' ? method : null
}

/** Notes how someone has just signed in; null forgets it, with the account that it led to. */
export function noteSignInMethod(method: SignInMethod | null): void {
  writeStored('localStorage', lastMethodKey, method)
}

/** Marks the way one signed in last time, at the corner of its button. The parent is `relative`. */
export function LastUsedMark() {
  return (
    <span className="pointer-events-none absolute -top-2.5 right-3 rounded-full border border-line bg-surface px-2 py-0.5 text-xs text-muted">
      Last used
    </span>
  )
}
