import type { GoogleFailure } from '@runsite/shared/google'

/** What went wrong on the way back from Google, and where to go on: a page's name, or null for the form at hand. */
type ReturnError = { message: string; next: 'sign-up' | 'forgot-password' | null }

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

/** Says what an `error` in the sign-in page's address means, with a general sentence for codes it does not know. */
export function returnError(code: string): ReturnError {
  return isKnown(code)
    ? errors[code]
    : { message: "Signing in didn't work. Nothing changed. Try again.", next: null }
}

const isKnown = (code: string): code is GoogleFailure => Object.hasOwn(errors, code)

const stillLinked =
  'Google was not linked again: it is linked already. To link another Google account, unlink this one first.'

const failures: Record<string, string> = {
  google_denied: 'You cancelled at Google. Nothing changed.',
  google_stale: 'That took too long, or was finished before. Link Google again.',
  google_failed: "Google didn't answer as it should. Nothing changed. Try again in a moment.",
  google_unverified: "Google hasn't verified that account's address. Verify it there, then try again.",
  google_already_linked: 'That Google account is linked to another account already. Choose a different one.',
}

/** Why Google was not linked: chosen by the code that the way back from there carries. */
export function googleLinkFailure(code: string, isLinked: boolean): string {
  if (isLinked && code !== 'google_denied') return stillLinked
  return (
    (Object.hasOwn(failures, code) && failures[code]) || 'Google was not linked. Nothing changed. Try again.'
  )
}
