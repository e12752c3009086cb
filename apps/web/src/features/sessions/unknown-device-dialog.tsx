import type { Device } from '@runsite/shared/sessions'
import { type RefObject, useRef } from 'react'
import { hasCode, refusalNote } from '../../api/refusal-message.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { deviceName } from './device-row.tsx'
import { useEndSession } from './use-devices.ts'

type UnknownDeviceDialogProps = {
  device: Device
  isOpen: boolean
  hasPassword: boolean
  onClose: () => void
  /** Called once the device is out. */
  onOut: () => void
  /** What takes focus then. */
  focusAfter: () => HTMLElement | null
  /** Whether its row, with the opener, is still there. */
  isListed: boolean
  /** Takes focus where it is not. */
  heading: RefObject<HTMLElement | null>
}

/** For a device that is not one's own: signs it out, then leads on to a new password. */
export function UnknownDeviceDialog({
  device,
  isOpen,
  hasPassword,
  onClose,
  onOut,
  focusAfter,
  isListed,
  heading,
}: UnknownDeviceDialogProps) {
  const ending = useEndSession()
  const isOut = useRef(false)
  const change = hasPassword ? 'change your password' : 'set a password'

  const confirm = () => {
    const leave = () => {
      isOut.current = true
      onOut()
      onClose()
    }
    ending.mutate(
      { id: device.id },
      { onSuccess: leave, onError: (error) => hasCode(error, 'not_found') && leave() },
    )
  }

  return (
    <ConfirmDialog
      isOpen={isOpen}
      title="Don't recognise this device?"
      consequence={
        <>
          <strong className="font-medium text-ink">{deviceName(device)}</strong>
          {device.ip && ` at ${device.ip}`} is signed out at once. Then {change}: whoever it was may know{' '}
          {hasPassword ? 'the one you have' : 'another way in'}.
        </>
      }
      action={`Sign out and ${change}`}
      isBusy={ending.isPending}
      onConfirm={confirm}
      onCancel={onClose}
      finalFocus={() => (isOut.current ? focusAfter() : isListed || heading.current)}
    >
      {ending.error && <RefusalNote {...refusalNote(ending.error)} />}
    </ConfirmDialog>
  )
}
