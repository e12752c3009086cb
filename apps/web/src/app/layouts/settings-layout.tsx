import { Link, Outlet } from '@tanstack/react-router'
import { ServerData } from '../../api/server-data.tsx'
import { SignOutButton } from '../../features/sessions/sign-out-button.tsx'
import { Logo } from '../../ui/logo.tsx'
import { ThemeChoice } from '../../ui/theme-choice.tsx'
import { paths } from '../paths.ts'

/** Around the pages of a person signed in. */
export function SettingsLayout() {
  return (
    <ServerData>
      <div className="flex min-h-dvh flex-col">
        <header className="border-b border-line bg-surface">
          <div className="mx-auto flex max-w-3xl items-center justify-between gap-4 px-4 pt-3 sm:px-6">
            <Logo />
            <SignOutButton />
          </div>
          <nav aria-label="Settings" className="mx-auto mt-2 flex max-w-3xl gap-1 px-2 sm:px-4">
            <Link
              to={paths.profile}
              className="-mb-px flex min-h-11 items-center border-b-2 border-transparent px-2 text-sm font-medium text-muted hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
            >
              Profile
            </Link>
          </nav>
        </header>
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-3xl grow px-4 py-10 sm:px-6">
          <Outlet />
        </main>
        <footer className="flex justify-center border-t border-line px-4 py-6">
          <ThemeChoice />
        </footer>
      </div>
    </ServerData>
  )
}
