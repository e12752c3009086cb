import type { ReactNode, Ref } from 'react'
import { Button } from '../../ui/button.tsx'

type KeyFormActionsProps = {
  entry: { isSubmitting: boolean; isPaused: boolean }
  /** What leaving is called here. */
  leave?: string
  onLeave: () => void
  submitRef?: Ref<HTMLButtonElement>
  /** What sending is called. */
  children: ReactNode
}

/** Ends a form in a dialog: leaves it or sends it, but leaves nothing that is under way. */
export function KeyFormActions({
  entry,
  leave = 'Cancel',
  onLeave,
  submitRef = null,
  children,
}: KeyFormActionsProps) {
  return (
    <div className="flex flex-wrap justify-end gap-3">
      <Button
        variant="secondary"
        isPaused={entry.isSubmitting}
        onClick={() => entry.isSubmitting || onLeave()}
      >
        {leave}
      </Button>
      <Button ref={submitRef} type="submit" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
        {children}
      </Button>
    </div>
  )
}
