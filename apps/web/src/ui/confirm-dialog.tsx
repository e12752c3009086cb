import { AlertDialog as Base } from '@base-ui/react/alert-dialog'
import { type ComponentProps, type ReactNode, type RefObject, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { backdropClass, popupClass } from './dialog.tsx'

type ConfirmDialogProps = {
  isOpen: boolean
  title: string
  /** What will happen, in plain words. */
  consequence: ReactNode
  /** The action, verb and object: "Revoke key". */
  action: string
  isBusy?: boolean
  onConfirm: () => void
  onCancel: () => void
  /** Why the action failed, if it did. */
  children?: ReactNode
  /** What takes focus afterwards; by default the opener. */
  finalFocus?: ComponentProps<typeof Base.Popup>['finalFocus']
}

/** Asks before something that cannot be undone. Focus starts on Cancel, and Esc cancels. */
export function ConfirmDialog({
  isOpen,
  title,
  consequence,
  action,
  isBusy = false,
  onConfirm,
  onCancel,
  children,
  finalFocus,
}: ConfirmDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Base.Root open={isOpen} onOpenChange={(isToOpen) => isToOpen || isBusy || onCancel()}>
      <Base.Portal>
        <Base.Backdrop className={backdropClass} />
        <Base.Popup
          data-slot="confirm-dialog"
          className={popupClass}
          initialFocus={cancel}
          finalFocus={finalFocus}
        >
          <Base.Title className="text-lg font-semibold tracking-tight text-balance">{title}</Base.Title>
          <Base.Description render={<div />} className="mt-2 text-sm text-muted">
            {consequence}
          </Base.Description>
          {children && <div className="mt-4">{children}</div>}
          <div className="mt-6 flex flex-wrap justify-end gap-3">
            <Button ref={cancel} variant="secondary" isPaused={isBusy} onClick={() => isBusy || onCancel()}>
              Cancel
            </Button>
            <Button variant="danger" isBusy={isBusy} onClick={() => isBusy || onConfirm()}>
              {action}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}

/**
 * The states of a question that a `ConfirmDialog` asks: not asked, asked, and done.
 *
 * @param reset forgets why the last try failed
 * @param focusWhenDone takes focus once it is done: the opener may have gone with what it was about
 */
export function useConfirm(reset: () => void, focusWhenDone: RefObject<HTMLElement | null>) {
  const [isOpen, setOpen] = useState(false)
  const isDone = useRef(false)
  const close = () => setOpen(false)
  return {
    ask: () => {
      isDone.current = false
      reset()
      setOpen(true)
    },
    close,
    finish: () => {
      isDone.current = true
      close()
    },
    /** For the dialog. */
    dialog: { isOpen, onCancel: close, finalFocus: () => (isDone.current ? focusWhenDone.current : true) },
  }
}
