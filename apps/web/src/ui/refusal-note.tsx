import { clock } from './clock.ts'
import { Notice } from './notice.tsx'

type RefusalNoteProps = {
  message: string
  requestId?: string | null
  /** Counted down where one has to wait. */
  secondsLeft?: number
}

/** Why something failed, and when it can be tried again. The count is announced once, not each second. */
export function RefusalNote({ message, requestId, secondsLeft = 0 }: RefusalNoteProps) {
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
      {requestId && <span className="mt-1 block text-xs">Request {requestId}</span>}
    </Notice>
  )
}
