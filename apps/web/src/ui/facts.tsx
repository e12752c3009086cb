import type { ReactNode } from 'react'

/** Short facts in a row, with a dot between two of a line, and none where a line begins. */
export function Facts({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span className="block overflow-x-clip">
      <span id={id} className="-ml-4 flex flex-wrap text-sm text-muted">
        {children}
      </span>
    </span>
  )
}

/** One of `Facts`. Its dot hangs to the left, where the box cuts it off at the start of a line. */
export function Fact({ children }: { children: ReactNode }) {
  return (
    <span className="relative pl-4 before:absolute before:left-1.5 before:content-['·'/'']">{children}</span>
  )
}
