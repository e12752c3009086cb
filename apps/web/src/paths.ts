/** Every address of the web app; no other file spells one. */
export const paths = {
  home: '/',
  signIn: '/login',
  signUp: '/register',
  forgotPassword: '/forgot-password',
  resetPassword: '/reset-password',
  verifyEmail: '/verify-email',
  googleReturn: '/login/return',
  settings: '/settings',
  profile: '/settings/profile',
  security: '/settings/security',
  apiKeys: '/settings/api-keys',
  activity: '/settings/activity',
  /** The server's own page. */
  explorer: '/docs',
} as const

/** The kinds of events that the activity page can be narrowed to, as its address says them. */
export const eventGroups = ['sign-ins', 'security', 'api-keys', 'profile'] as const
export type EventGroup = (typeof eventGroups)[number]

/**
 * Where to go after signing in: `next` if it is a path of this app, with its query and hash, else the profile.
 *
 * Anything a browser could read as another origin (`//host`, `/\host`, a scheme, control characters) is not.
 */
export function ownPath(next: string | undefined): string {
  if (!next?.startsWith('/') || /[\p{Cc}\\]/u.test(next)) return paths.profile
  const url = new URL(next, own)
  // Looked at as it will be used: `/..//host` has become `//host` only now.
  const isOwn = url.origin === own && !url.pathname.startsWith('//')
  const isEntry = ([paths.signIn, paths.signUp, paths.googleReturn, paths.home] as string[]).includes(
    url.pathname,
  )
  return isOwn && !isEntry ? `${url.pathname}${url.search}${url.hash}` : paths.profile
}

const longestReturn = 500

/** Where a sign-in with Google comes back to, and goes on to `next` from there. The server takes 500 characters. */
export function googleReturnPath(next: string | undefined): string {
  const path = `${paths.googleReturn}?${new URLSearchParams({ next: ownPath(next) })}`
  return path.length > longestReturn ? paths.googleReturn : path
}

const own = 'http://own.invalid'
