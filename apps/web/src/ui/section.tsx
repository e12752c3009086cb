import { type ReactNode, type Ref, useId } from 'react'

type SectionProps = {
  /** An anchor: `/settings/security#devices`. */
  id?: string
  title: string
  /** For putting focus on the heading. */
  headingRef?: Ref<HTMLHeadingElement>
  description?: ReactNode
  /** The section's one action, beside its title. */
  action?: ReactNode
  tone?: 'plain' | 'danger'
  children: ReactNode
}

/** A part of a page with a heading of its own. Its heading can take focus, for when what had it has gone. */
export function Section({
  id,
  title,
  headingRef,
  description,
  action,
  tone = 'plain',
  children,
}: SectionProps) {
  const titleId = useId()
  return (
    <section id={id} aria-labelledby={titleId} data-slot="section" className="scroll-mt-6">
      <div className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-64">
          <h2
            ref={headingRef}
            id={titleId}
            tabIndex={-1}
            className={`text-base font-semibold outline-none ${tone === 'danger' ? 'text-bad' : ''}`}
          >
            {title}
          </h2>
          {description && <p className="mt-1 max-w-prose text-sm text-muted">{description}</p>}
        </div>
        {action}
      </div>
      <div
        className={`rounded-xl border bg-surface shadow-card ${tone === 'danger' ? 'border-bad-line' : 'border-line'}`}
      >
        {children}
      </div>
    </section>
  )
}

/** The foot of a section that is a form: what became of it, and its button. */
export function SectionFoot({ status, children }: { status?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-5 py-3 sm:px-6">
      <p role="status" className="text-sm text-muted">
        {status}
      </p>
      {children}
    </div>
  )
}

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
