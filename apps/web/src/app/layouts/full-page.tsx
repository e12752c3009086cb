import type { ReactNode } from 'react'
import { Logo } from '../../ui/logo.tsx'

/** Around what stands in the place of a whole page. */
export function FullPage({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid min-h-dvh max-w-md content-center px-4 py-16">
      <div className="mb-6">
        <Logo />
      </div>
      {children}
    </main>
  )
}
