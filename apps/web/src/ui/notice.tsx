import { clsx } from 'clsx'
import type { ReactNode } from 'react'

const tones = {
  plain: 'border-line bg-sunken text-ink',
  bad: 'border-bad-line bg-bad-surface text-bad',
  good: 'border-good-line bg-good-surface text-good',
}

/** A line or two that stand out. `bad` interrupts a screen reader, the others wait. */
export function Notice({ tone = 'plain', children }: { tone?: keyof typeof tones; children: ReactNode }) {
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={clsx('rounded-lg border px-4 py-3 text-sm', tones[tone])}
    >
      {children}
    </div>
  )
}
