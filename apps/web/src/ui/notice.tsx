import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { clock } from './countdown.ts'

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

type RefusalNoteProps = {
  message: string
  requestId?: string | null
  /** Counted down where one has to wait. */
  secondsLeft?: number
  /** The wait is over. */
  hasWaited?: boolean
}

/** Why something failed, and when it can be tried again. The count is announced once, not each second. */
export function RefusalNote({ message, requestId, secondsLeft = 0, hasWaited }: RefusalNoteProps) {
  return (
    <Notice tone="bad">
      {message}
      {secondsLeft > 0 && (
        <>
          {' '}
          <span className="sr-only">Wait, then try again.</span>
          <span aria-hidden="true">Try again in {clock(secondsLeft)}.</span>
        </>
      )}
      {hasWaited && ' You can try again now.'}
      {requestId && (
        <span className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-xs">
          Request {requestId}
          <CopyButton what="request id" text={requestId} variant="secondary" />
        </span>
      )}
    </Notice>
  )
}
