import type { ReactNode } from 'react'

const tones = {
  plain: 'border-line bg-sunken text-muted',
  good: 'border-good-line bg-good-surface text-good',
  wait: 'border-wait-line bg-wait-surface text-wait',
  bad: 'border-bad-line bg-bad-surface text-bad',
}

/** A word that marks something. Its colour never says more than the word does. */
export function Chip({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <span
      data-slot="chip"
      className={`inline-block rounded-full border px-2 py-0.5 text-xs font-medium ${tones[tone]}`}
    >
      {children}
    </span>
  )
}

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
