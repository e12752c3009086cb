import { type ComponentProps, useState, useTransition } from 'react'
import { refusalNote } from '../api/refusal-message.ts'
import { Button } from '../ui/button.tsx'
import { clock, useCountdown } from '../ui/countdown.ts'
import { RefusalNote } from '../ui/notice.tsx'

type ResendButtonProps = Pick<ComponentProps<typeof Button>, 'variant' | 'width'> & {
  label?: string
  /** Rejects with what the server said. */
  onResend: () => Promise<unknown>
  /** A letter has gone out only now, so that one has to wait for the next from the start. */
  isJustSent?: boolean
}

const pauseSeconds = 60

/** Sends a letter once more, then again after a minute, which is counted down on the button. */
export function ResendButton({
  label = 'Send it again',
  onResend,
  isJustSent = false,
  variant = 'secondary',
  width,
}: ResendButtonProps) {
  const [secondsLeft, countDown] = useCountdown(isJustSent ? pauseSeconds : 0)
  const [isSending, startSending] = useTransition()
  const [outcome, setOutcome] = useState<{ refusal: ReturnType<typeof refusalNote> | null } | null>(null)

  const send = () => {
    if (isSending || secondsLeft > 0) return
    startSending(async () => {
      try {
        await onResend()
        setOutcome({ refusal: null })
        countDown(pauseSeconds)
      } catch (error) {
        const refusal = refusalNote(error)
        setOutcome({ refusal })
        countDown(refusal.retryAfterSeconds ?? 0)
      }
    })
  }

  return (
    <div>
      <Button
        variant={variant}
        width={width}
        isBusy={isSending}
        isPaused={secondsLeft > 0}
        onClick={send}
        className="tabular-nums"
      >
        {secondsLeft > 0 ? `${label} in ${clock(secondsLeft)}` : label}
      </Button>
      <p role="status" className="text-sm text-muted not-empty:mt-2">
        {outcome?.refusal === null ? 'Sent.' : ''}
      </p>
      {outcome?.refusal && (
        <div className="mt-2">
          <RefusalNote message={outcome.refusal.message} requestId={outcome.refusal.requestId} />
        </div>
      )}
    </div>
  )
}
