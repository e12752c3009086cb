/** The ways to sign in. */
export type SignInMethod = 'password' | 'google'

const key = 'runsite.method'

/** How someone signed in on this device the last time, if that is known. Never who. */
export function lastSignInMethod(): SignInMethod | null {
  try {
    const method = localStorage.getItem(key)
    return method === 'password' || method === 'google' ? method : null
  } catch {
    return null
  }
}

/** Notes how someone has just signed in. */
export function noteSignInMethod(method: SignInMethod): void {
  try {
    localStorage.setItem(key, method)
  } catch {
    // Storage is blocked: nothing is marked next time.
  }
}

/** Forgets it, with the account that it led to. */
export function forgetSignInMethod(): void {
  try {
    localStorage.removeItem(key)
  } catch {
    // Storage is blocked: there is nothing to forget.
  }
}
