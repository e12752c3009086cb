import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'

const manager = Toast.createToastManager()

type Message = {
  title: string
  /** Offers to undo it. */
  undo?: () => void
  /** Called once it has gone without being undone. */
  onSettled?: () => void
  /** How long it stays; hovering and focus pause it. Default 5. */
  seconds?: number
}

/**
 * Tells of something that succeeded, out of the way of what one is doing; F6 moves to it. Never for what a field
 * or a page can say where it happened.
 */
export function showToast({ title, undo, onSettled, seconds = 5 }: Message): void {
  let isUndone = false
  const id = manager.add({
    title,
    timeout: seconds * 1000,
    onClose: () => isUndone || onSettled?.(),
    ...(undo && {
      actionProps: {
        children: 'Undo',
        onClick: () => {
          isUndone = true
          manager.close(id)
          undo()
        },
      },
    }),
  })
}

/** Where messages appear: once in an app. */
export function Toasts() {
  return (
    <Toast.Provider toastManager={manager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-40 flex flex-col gap-2 sm:left-auto sm:w-96">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-slot="toast"
      // It goes at once: one that faded would, when gone, move the one above from under a press.
      className="rounded-xl border border-line bg-surface shadow-card transition-opacity duration-200 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex min-h-12 flex-wrap items-center justify-end gap-x-2 py-1 pr-1 pl-4">
        <Toast.Title className="grow basis-24 text-sm" />
        <Toast.Action className="min-h-11 shrink-0 rounded-lg px-3 text-sm font-medium text-link hover:bg-sunken sm:min-h-10" />
        <Toast.Close
          aria-label="Dismiss"
          className="grid size-11 shrink-0 place-items-center rounded-lg text-muted hover:bg-sunken hover:text-ink sm:size-10"
        >
          <X className="size-4" aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
