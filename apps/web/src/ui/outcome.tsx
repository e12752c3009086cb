import { clsx } from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { PageHeading } from './page-heading.tsx'

const tones = {
  plain: 'border-line bg-surface text-muted',
  good: 'border-good-line bg-good-surface text-good',
  wait: 'border-wait-line bg-wait-surface text-wait',
}

type OutcomeProps = {
  icon: LucideIcon
  tone?: keyof typeof tones
  title: string
  text: ReactNode
  isNews?: boolean
  children?: ReactNode
}

/** A page, or the state of one, that tells what has come out, and how to go on. */
export function Outcome({ icon: Icon, tone = 'plain', title, text, isNews = false, children }: OutcomeProps) {
  return (
    <>
      <span className={clsx('mb-5 grid size-12 place-items-center rounded-xl border', tones[tone])}>
        <Icon aria-hidden="true" className="size-6" strokeWidth={1.75} />
      </span>
      <PageHeading key={title} title={title} isNews={isNews} />
      <p className="mt-2 text-muted [&_strong]:font-medium [&_strong]:text-ink">{text}</p>
      <div className="mt-6 grid gap-3">{children}</div>
    </>
  )
}
