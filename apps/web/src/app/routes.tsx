import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { session } from '../api/session.ts'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { SignInPage } from '../pages/sign-in-page.tsx'
import { SignUpPage } from '../pages/sign-up-page.tsx'
import { ErrorPage } from './error-page.tsx'
import { EntryLayout } from './layouts/entry-layout.tsx'
import { RootLayout } from './layouts/root-layout.tsx'
import { ownPath, paths } from './paths.ts'

type EntrySearch = { next?: string; reason?: string }

function entrySearch({ next, reason }: Record<string, unknown>): EntrySearch {
  return {
    ...(typeof next === 'string' ? { next } : {}),
    ...(typeof reason === 'string' ? { reason } : {}),
  }
}

const root = createRootRoute({ component: RootLayout, notFoundComponent: NotFoundPage })

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
  beforeLoad: ({ search }) => {
    if (session.userId()) throw redirect({ href: ownPath(search.next), replace: true })
  },
})

const signIn = createRoute({ getParentRoute: () => entry, path: paths.signIn, component: SignInPage })

const signUp = createRoute({ getParentRoute: () => entry, path: paths.signUp, component: SignUpPage })

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
  component: lazyRouteComponent(() => import('../pages/activity-page.tsx'), 'ActivityPage'),
})

/** Every page, on one page. */
export const router = createRouter({
  routeTree: root.addChildren([
    home,
    entry.addChildren([signIn, signUp]),
    settings.addChildren([settingsHome, profile, security, apiKeys, activity]),
  ]),
  scrollRestoration: true,
  defaultErrorComponent: ErrorPage,
  defaultPreload: 'intent',
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
