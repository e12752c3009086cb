import { type RefObject, useState } from 'react'
import { refusalNote } from '../../api/refusal-message.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, useConfirm } from '../../ui/confirm-dialog.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.tsx'
import { useEndOtherSessions } from './use-devices.ts'

type EndOtherSessionsProps = {
  count: number
  /** Takes focus once there is no other device, and so no button any more. */
  heading: RefObject<HTMLHeadingElement | null>
}

/** Signs out every device but this one, having asked. */
export function EndOtherSessions({ count, heading }: EndOtherSessionsProps) {
  const ending = useEndOtherSessions()
  const { ask, finish, dialog } = useConfirm(ending.reset, heading)
  // The question keeps its number while the list changes behind it.
  const [askedCount, setAskedCount] = useState(0)
  const these = askedCount === 1 ? 'the other device' : `${askedCount} other devices`
  const confirm = () =>
    ending.mutate(undefined, {
      onSuccess: () => {
        finish()
        showToast({ title: 'Every other device is signed out.' })
      },
    })

  return (
    <>
      {count > 0 && (
        <Button
          variant="secondary"
          onClick={() => {
            setAskedCount(count)
            ask()
          }}
        >
          Sign out all other devices ({count})
        </Button>
      )}
      <ConfirmDialog
        {...dialog}
        title={`Sign out ${these}?`}
        consequence="They are out at once, and lose what isn't saved there. This device stays signed in."
        action={`Sign out ${these}`}
        isBusy={ending.isPending}
        onConfirm={confirm}
        finalFocus={() => (count === 0 ? heading.current : dialog.finalFocus())}
      >
        {ending.error && <RefusalNote {...refusalNote(ending.error)} />}
      </ConfirmDialog>
    </>
  )
}
