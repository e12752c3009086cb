import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ComponentProps, ReactNode, Ref } from 'react'
import { Button } from './button.tsx'

type DialogProps = {
  isOpen: boolean
  /** Asked by Esc, a press outside and the cross. Left out: the dialog closes by its own buttons alone. */
  onClose?: () => void
  title: string
  description?: ReactNode
  children: ReactNode
  /** What to focus first, and after closing; by default the first control, and the opener. */
  initialFocus?: ComponentProps<typeof Base.Popup>['initialFocus']
  finalFocus?: ComponentProps<typeof Base.Popup>['finalFocus']
}

/** A dialog over the page: holds the focus, and gives it back to its opener. */
export function Dialog({ isOpen, onClose, title, description, children, ...focus }: DialogProps) {
  return (
    <Base.Root
      open={isOpen}
      disablePointerDismissal={!onClose}
      onOpenChange={(isToOpen, details) => {
        if (isToOpen) return
        if (onClose) onClose()
        else details.cancel()
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup data-slot="dialog" className={popupClass} {...focus}>
          <Base.Title
            className={`text-lg font-semibold tracking-tight text-balance ${onClose ? 'pr-10' : ''}`}
          >
            {title}
          </Base.Title>
          {description && (
            <Base.Description render={<div />} className="mt-2 text-sm text-muted">
              {description}
            </Base.Description>
          )}
          <div className="mt-5">{children}</div>
          {/* Last, so that focus starts on what the dialog is for. */}
          {onClose && (
            <Base.Close
              aria-label="Close"
              className="absolute top-3 right-3 grid size-11 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink sm:top-4.5 sm:right-4.5 sm:size-9"
            >
              <X className="size-4.5" aria-hidden="true" />
            </Base.Close>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/** How the page behind a dialog is dimmed. */
export const backdropClass =
  'fixed inset-0 z-20 bg-black/50 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0'

/** How the box of a dialog stands: a sheet at the foot of a phone, in the middle elsewhere. */
export const popupClass =
  'fixed inset-x-0 bottom-0 z-30 max-h-[92dvh] overflow-y-auto rounded-t-2xl border border-line bg-surface p-5 shadow-card transition-[opacity,translate] duration-150 data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:inset-x-auto sm:top-1/2 sm:bottom-auto sm:left-1/2 sm:w-[min(100vw-2rem,30rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl sm:p-6'

type FormActionsProps = {
  entry: { isSubmitting: boolean; isPaused: boolean }
  /** What leaving is called here. */
  leave?: string
  onLeave: () => void
  submitRef?: Ref<HTMLButtonElement>
  /** What sending is called. */
  children: ReactNode
}

/** Ends a form in a dialog: leaves it or sends it, but leaves nothing that is under way. */
export function FormActions({
  entry,
  leave = 'Cancel',
  onLeave,
  submitRef = null,
  children,
}: FormActionsProps) {
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
