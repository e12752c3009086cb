import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { session } from '../api/session.ts'
import { takeOverSession, takeNextPage } from '../features/google/google-return.ts'
import { holdResetToken } from '../features/passwords/reset-link.ts'
import { holdVerifyToken } from '../features/users/verify-token.ts'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { GoogleReturnFailed, SigningInPage, VerifyingEmailPage } from '../pages/pending-pages.tsx'
import { SignInPage } from '../pages/sign-in-page.tsx'
import { type EventGroup, eventGroups, ownPath, paths } from '../paths.ts'
import { ErrorPage } from './error-page.tsx'
import { EntryLayout } from './layouts/entry-layout.tsx'
import { RootLayout } from './layouts/root-layout.tsx'

const entryNames = ['next', 'reason', 'error', 'token'] as const
type EntrySearch = Partial<Record<(typeof entryNames)[number], string>>

function entrySearch(search: Record<string, unknown>): EntrySearch {
  return Object.fromEntries(
    entryNames.flatMap((name) => (typeof search[name] === 'string' ? [[name, search[name]]] : [])),
  )
}

type ActivitySearch = { show?: EventGroup | undefined; cursor?: string | undefined }

function activitySearch({ show, cursor }: Record<string, unknown>): ActivitySearch {
  return {
    ...(isEventGroup(show) && { show }),
    ...(typeof cursor === 'string' && { cursor }),
  }
}

const isEventGroup = (word: unknown): word is EventGroup => (eventGroups as readonly unknown[]).includes(word)

const root = createRootRoute({
  component: RootLayout,
  notFoundComponent: () => (
    <EntryLayout>
      <NotFoundPage />
    </EntryLayout>
  ),
})

const home = createRoute({
  getParentRoute: () => root,
  path: paths.home,
  beforeLoad: () => {
    throw redirect({ to: session.userId() ? paths.profile : paths.signIn, replace: true })
  },
})

const entry = createRoute({
  getParentRoute: () => root,
  id: 'entry',
  component: EntryLayout,
  validateSearch: entrySearch,
})

/** Whoever is signed in already goes on at once. */
const goOn = ({ search }: { search: EntrySearch }) => {
  if (session.userId()) throw redirect({ href: ownPath(search.next), replace: true })
}

const signIn = createRoute({
  getParentRoute: () => entry,
  path: paths.signIn,
  beforeLoad: ({ search }) => {
    goOn({ search })
    // Google's errors come without it.
    const next = search.error !== undefined && search.next === undefined ? takeNextPage() : undefined
    if (next) throw redirect({ to: paths.signIn, search: { ...search, next }, replace: true })
  },
  component: SignInPage,
})

const signUp = createRoute({
  getParentRoute: () => entry,
  path: paths.signUp,
  beforeLoad: goOn,
  component: lazyRouteComponent(() => import('../pages/sign-up-page.tsx'), 'SignUpPage'),
})

const forgotPassword = createRoute({
  getParentRoute: () => entry,
  path: paths.forgotPassword,
  component: lazyRouteComponent(() => import('../pages/recover-page.tsx'), 'ForgotPasswordPage'),
})

// A mailed link's token leaves the address before anything is shown.
const resetPassword = createRoute({
  getParentRoute: () => entry,
  path: paths.resetPassword,
  beforeLoad: ({ search }) => {
    if (search.token === undefined) return
    holdResetToken(search.token)
    throw redirect({ to: paths.resetPassword, search: {}, replace: true })
  },
  component: lazyRouteComponent(() => import('../pages/recover-page.tsx'), 'ResetPasswordPage'),
})

const verifyEmail = createRoute({
  getParentRoute: () => entry,
  path: paths.verifyEmail,
  beforeLoad: ({ search }) => {
    if (search.token === undefined) return
    holdVerifyToken(search.token)
    throw redirect({ to: paths.verifyEmail, search: {}, replace: true })
  },
  loader: async () => (await import('../features/users/verify-link.ts')).takeVerifyLink(),
  pendingMs: 150,
  component: lazyRouteComponent(() => import('../pages/verify-email-page.tsx'), 'VerifyEmailPage'),
  pendingComponent: VerifyingEmailPage,
})

const googleReturn = createRoute({
  getParentRoute: () => entry,
  path: paths.googleReturn,
  loaderDeps: ({ search }) => ({ next: search.next }),
  loader: async ({ deps }) => {
    const error = await takeOverSession()
    if (error) throw redirect({ to: paths.signIn, search: { error }, replace: true })
    throw redirect({ href: ownPath(deps.next), replace: true })
  },
  pendingMs: 300,
  pendingMinMs: 0,
  pendingComponent: SigningInPage,
  errorComponent: GoogleReturnFailed,
})

const settings = createRoute({
  getParentRoute: () => root,
  path: paths.settings,
  component: lazyRouteComponent(() => import('./layouts/settings-layout.tsx'), 'SettingsLayout'),
  beforeLoad: ({ location }) => {
    if (!session.userId())
      throw redirect({ to: paths.signIn, search: { next: location.href }, replace: true })
  },
})

const settingsHome = createRoute({
  getParentRoute: () => settings,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: paths.profile, replace: true })
  },
})

const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(() => import('../pages/profile-page.tsx'), 'ProfilePage'),
})

const security = createRoute({
  getParentRoute: () => settings,
  path: '/security',
  // Why Google was not linked.
  validateSearch: ({ error }: Record<string, unknown>): { error?: string } =>
    typeof error === 'string' ? { error } : {},
  component: lazyRouteComponent(() => import('../pages/security-page.tsx'), 'SecurityPage'),
})

const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('../pages/api-keys-page.tsx'), 'ApiKeysPage'),
})

const activity = createRoute({
  getParentRoute: () => settings,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../pages/activity-page.tsx'), 'ActivityPage'),
})

/** Every page, on one page. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    entry.addChildren([signIn, signUp, forgotPassword, resetPassword, verifyEmail, googleReturn]),
    settings.addChildren([settingsHome, profile, security, apiKeys, activity]),
  ]),
  scrollRestoration: true,
  defaultErrorComponent: ErrorPage,
  // What that cannot catch is the root boundary's.
  disableGlobalCatchBoundary: true,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
