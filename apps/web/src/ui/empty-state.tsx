import type { ReactNode } from 'react'

/** Where a list has nothing yet: what it is for, and the one thing to do. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="px-5 py-10 text-center sm:px-6">
      <p className="font-medium">{title}</p>
      <div className="mx-auto mt-1.5 max-w-md text-sm text-muted">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  )
}
