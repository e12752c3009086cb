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
