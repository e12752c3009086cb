import { Link, Outlet } from '@tanstack/react-router'
import { Activity, KeyRound, LogOut, Shield, UserRound } from 'lucide-react'
import { ServerData } from '../../api/server-data.tsx'
import { session } from '../../api/session.ts'
import { UserMenu } from '../../features/users/user-menu.tsx'
import { paths } from '../../paths.ts'
import { Logo } from '../../ui/logo.tsx'
import { MenuItem, MenuLine, MenuLink } from '../../ui/menu.tsx'
import { ThemeChoice } from '../../ui/theme-choice.tsx'
import { Toasts } from '../../ui/toasts.tsx'
import { AccountStates } from './account-states.tsx'

const places = [
  { to: paths.profile, name: 'Profile', Icon: UserRound },
  { to: paths.security, name: 'Security', Icon: Shield },
  { to: paths.apiKeys, name: 'API keys', Icon: KeyRound },
  { to: paths.activity, name: 'Activity', Icon: Activity },
] as const

/** Around the pages of a person signed in. */
export function SettingsLayout() {
  return (
    <ServerData>
      <AccountStates>
        <div className="group flex min-h-dvh flex-col">
          <header className="border-b border-line bg-surface">
            <div className="mx-auto flex max-w-3xl items-center justify-between gap-4 px-4 pt-3 sm:px-6">
              <Logo />
              <UserMenu>
                {places.map(({ to, name, Icon }) => (
                  <MenuLink key={to} link={<Link to={to} />}>
                    <Icon className="size-4 text-muted" aria-hidden="true" />
                    {name}
                  </MenuLink>
                ))}
                <MenuLine />
                <SignOutItem />
              </UserMenu>
            </div>
            <nav aria-label="Settings" className="mx-auto mt-2 flex max-w-3xl flex-wrap gap-x-1 px-2 sm:px-4">
              {places.map(({ to, name }) => (
                <Link
                  key={to}
                  to={to}
                  className="-mb-px flex min-h-11 items-center border-b-2 border-transparent px-2 text-sm font-medium whitespace-nowrap text-muted hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
                >
                  {name}
                </Link>
              ))}
            </nav>
          </header>
          <main id="main" tabIndex={-1} className="mx-auto w-full max-w-3xl grow px-4 py-10 sm:px-6">
            <Outlet />
          </main>
          {/* Away while a list loads: how long that will be is not known, and the footer would jump. */}
          <footer className="flex justify-center border-t border-line px-4 py-6 group-has-[[aria-busy=true]]:hidden">
            <ThemeChoice />
          </footer>
        </div>
        <Toasts />
      </AccountStates>
    </ServerData>
  )
}

/** Signs this browser out, at once. */
function SignOutItem() {
  return (
    <MenuItem onSelect={() => void session.signOut()}>
      <LogOut className="size-4 text-muted" aria-hidden="true" />
      Sign out
    </MenuItem>
  )
}
