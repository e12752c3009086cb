import { z } from 'zod'

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
  .strictObject({
    redirect_to: RedirectPath.optional().meta({
      description:
        'The page of the web app to end at: `/`, or for a link `/settings/security`, where not said.',
    }),
    link: z.boolean().optional().meta({
      description: 'Link Google to the account of who asks, who is signed in, and open no session.',
    }),
  })
  .prefault({})
export type GoogleUrl = z.infer<typeof GoogleUrl>

/** The page at Google to go to. */
export const GoogleAddress = z.object({
  url: z
    .url()
    .meta({ examples: ['https://accounts.google.com/o/oauth2/v2/auth?client_id=runsite&state=qL8sV1n0'] }),
})
export type GoogleAddress = z.infer<typeof GoogleAddress>

/** Why a Google sign-in came to nothing: what `?error=` says on the page it ends at (contract, "Google sign-in"). */
export type GoogleFailure =
  | 'google_denied'
  | 'google_stale'
  | 'google_failed'
  | 'google_unverified'
  | 'google_already_linked'
  | 'google_unlinked'
  | 'account_suspended'
  | 'registration_closed'
