import { readStored, writeStored } from '../ui/browser-storage.ts'

/** The ways to sign in. */
export type SignInMethod = 'password' | 'google'

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
