import { Outlet } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Logo } from '../../ui/logo.tsx'
import { ThemeChoice } from '../../ui/theme-choice.tsx'

/** Around the pages one meets before signing in, or where there is none: one column, one form. */
export function EntryLayout({ children = <Outlet /> }: { children?: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto w-full max-w-sm px-4 pt-[clamp(2rem,10vh,7rem)] sm:px-0">
        <Logo />
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-sm grow px-4 pt-6 pb-12 sm:px-0">
        {children}
      </main>
      <footer className="flex justify-center px-4 py-6">
        <ThemeChoice />
      </footer>
    </div>
  )
}
