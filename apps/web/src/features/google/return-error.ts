import type { GoogleFailure } from '@runsite/shared/google'

/** What went wrong on the way back from Google, and where to go on: a page's name, or null for the form at hand. */
export type ReturnError = { message: string; next: 'sign-up' | 'forgot-password' | null }

const errors: Record<GoogleFailure, ReturnError> = {
  google_denied: {
    message: 'You cancelled. Nothing changed. Sign in whenever you like.',
    next: null,
  },
  google_stale: {
    message: 'That sign-in link is stale: it was used, or is more than 10 minutes old. Start again here.',
    next: null,
  },
  google_failed: {
    message:
      "Google couldn't be reached, or didn't answer as it should. Nothing changed. Try again in a moment.",
    next: null,
  },
  google_unverified: {
    message: "Google hasn't verified that account's email address. Verify it there, or use a password here.",
    next: 'sign-up',
  },
  google_already_linked: {
    message:
      'Your account here is linked to another Google account. Sign in with that one, or with your password.',
    next: 'forgot-password',
  },
  google_unlinked: {
    message:
      'You unlinked Google from this account. Sign in with your password, then link it again under Security.',
    next: 'forgot-password',
  },
  account_suspended: {
    message: 'This account is suspended. Ask whoever runs this server.',
    next: null,
  },
  registration_closed: {
    message: 'Sign-ups are closed on this server. If you have an account already, sign in with its address.',
    next: null,
  },
}

/** Says what an `error` in the sign-in page's address means; what it does not know, it says in general. */
export function returnError(code: string): ReturnError {
  return isKnown(code)
    ? errors[code]
    : { message: "Signing in didn't work. Nothing changed. Try again.", next: null }
}

const isKnown = (code: string): code is GoogleFailure => Object.hasOwn(errors, code)
