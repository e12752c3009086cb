import { type RefObject, useRef, useState } from 'react'
import { refusalNote } from '../../api/refusal-message.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
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
  const [asked, setAsked] = useState({ isOpen: false, count: 0 })
  const isDone = useRef(false)
  const these = asked.count === 1 ? 'the other device' : `${asked.count} other devices`

  const ask = () => {
    isDone.current = false
    ending.reset()
    setAsked({ isOpen: true, count })
  }
  const close = () => setAsked({ ...asked, isOpen: false })
  const confirm = () =>
    ending.mutate(undefined, {
      onSuccess: () => {
        isDone.current = true
        close()
        showToast({ title: 'Every other device is signed out.' })
      },
    })

  return (
    <>
      {count > 0 && (
        <Button variant="secondary" onClick={ask}>
          Sign out all other devices ({count})
        </Button>
      )}
      <ConfirmDialog
        isOpen={asked.isOpen}
        title={`Sign out ${these}?`}
        consequence="They are out at once, and lose what isn't saved there. This device stays signed in."
        action={`Sign out ${these}`}
        isBusy={ending.isPending}
        onConfirm={confirm}
        onCancel={close}
        finalFocus={() => (isDone.current || count === 0 ? heading.current : true)}
      >
        {ending.error && <RefusalNote {...refusalNote(ending.error)} />}
      </ConfirmDialog>
    </>
  )
}
