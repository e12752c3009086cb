import { z } from 'zod'
import { errors } from './errors.ts'

// The server's own addresses are no pages.
const serverPaths = /^\/(?:api|trpc|docs|\.well-known|healthz|readyz|metrics)(?:\/|$)/i

function isPage(path: string): boolean {
  if (!/^\/(?![/\\])[^\\\s\p{C}]*$/u.test(path) || !path.isWellFormed()) return false
  const base = 'https://page.invalid'
  const url = URL.parse(path, base)
  // As a browser reads it, dots and all.
  return url?.origin === base && !url.pathname.startsWith('//') && !serverPaths.test(url.pathname)
}

/** Where in the web app a sign-in ends: a path with or without a query, never another site. */
export const RedirectPath = z
  .string()
  .max(500, 'A path has at most 500 characters.')
  .refine(isPage, 'Give a path of the web app, such as /account.')
  .meta({ examples: ['/account'] })

/** Where a Google sign-in ends, and whether it links Google to the account of who asks. */
export const GoogleUrl = z
  .strictObject({ redirect_to: RedirectPath.optional(), link: z.boolean().optional() })
  .prefault({})
export type GoogleUrl = z.infer<typeof GoogleUrl>

/** The page at Google to go to. */
export const GoogleAddress = z.object({
  url: z
    .url()
    .meta({ examples: ['https://accounts.google.com/o/oauth2/v2/auth?client_id=runsite&state=qL8sV1n0'] }),
})
export type GoogleAddress = z.infer<typeof GoogleAddress>

/** Why a Google sign-in came to nothing: what `?error=` says on the page it ends at, and the sentence for it. */
export const googleFailures = {
  google_denied: 'You did not let Google sign you in. Try again, or sign in another way.',
  google_stale: 'This sign-in with Google was used already, or took too long. Start it again.',
  google_failed: 'Google could not sign you in just now. Try again in a moment.',
  google_unverified: 'Google has not verified your email address. Verify it there first.',
  google_already_linked: 'Another Google account is linked here, or this one is linked elsewhere.',
  google_unlinked: 'You unlinked Google from this account. Sign in another way, then link it again.',
  account_suspended: errors.account_suspended.detail,
  registration_closed: errors.registration_closed.detail,
} as const

/** A code of `googleFailures`. */
export type GoogleFailure = keyof typeof googleFailures
