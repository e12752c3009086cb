import { useBlocker } from '@tanstack/react-router'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

/**
 * Asks before a page with unsaved changes is left: with our own dialog within the app, with the browser's where the
 * tab closes or loads another page.
 */
export function LeaveGuard({ isDirty, consequence }: { isDirty: boolean; consequence: string }) {
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <ConfirmDialog
      isOpen={leaving.status === 'blocked'}
      title="Leave without saving?"
      consequence={consequence}
      action="Discard changes"
      onConfirm={() => leaving.proceed?.()}
      onCancel={() => leaving.reset?.()}
    />
  )
}
