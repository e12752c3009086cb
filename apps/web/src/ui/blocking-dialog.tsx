import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

type BlockingDialogProps = {
  title: string
  description?: ReactNode
  /** The name of the field to focus first; by default the first control. */
  focusField?: string
  children: ReactNode
}

/**
 * A dialog over everything, other dialogs too, that only goes when its owner takes it away. What is behind it can
 * be neither reached nor read aloud, and finds its focus again.
 */
export function BlockingDialog({ title, description, focusField, children }: BlockingDialogProps) {
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [host] = useState(() => document.createElement('div'))

  // Not later: once it has left the page, closing it gives no focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    document.body.append(host)
    element?.setAttribute('closedby', 'none')
    element?.showModal()
    if (focusField) element?.querySelector<HTMLElement>(`[name="${focusField}"]`)?.focus()
    return () => {
      element?.close()
      host.remove()
    }
  }, [host, focusField])

  // A dialog of the page behind would hear it too.
  const ignoreEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
  }

  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      data-slot="blocking-dialog"
      aria-labelledby={titleId}
      onKeyDown={ignoreEscape}
      onCancel={(event) => event.preventDefault()}
      className="mx-auto mt-auto mb-0 max-h-[92dvh] w-full max-w-none overflow-y-auto rounded-t-2xl border border-line bg-surface p-5 text-ink shadow-card backdrop:bg-black/50 sm:my-auto sm:w-[min(100vw-2rem,26rem)] sm:rounded-2xl sm:p-6"
    >
      <h2 id={titleId} className="text-lg font-semibold tracking-tight text-balance">
        {title}
      </h2>
      {description && <div className="mt-2 text-sm text-muted">{description}</div>}
      <div className="mt-5">{children}</div>
    </dialog>,
    host,
  )
}
