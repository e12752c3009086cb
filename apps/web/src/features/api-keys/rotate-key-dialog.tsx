import type { ApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { dateAndTime } from '../../ui/moment.ts'
import { KeyShownOnce } from './key-shown-once.tsx'
import { LostKey } from './lost-key.tsx'
import { useNoteOldSecret, useOldSecretOf } from './old-secrets.ts'
import { RotateForm } from './rotate-form.tsx'
import { type IssuedKey, useIssueKey } from './use-api-keys.ts'
import { useLostAnswer } from './use-lost-answer.ts'
import { useNow } from '../../ui/use-now.ts'

type RotateKeyDialogProps = {
  apiKey: ApiKey
  onClose: () => void
  finalFocus: () => HTMLElement | null
}

/** Gives a key a new secret, and shows it this once. */
export function RotateKeyDialog({ apiKey, onClose, finalFocus }: RotateKeyDialogProps) {
  const { rotate } = useIssueKey()
  const noteOldSecret = useNoteOldSecret()
  const { lost, attempt, leave } = useLostAnswer()
  const [issued, setIssued] = useState<IssuedKey | null>(null)
  const [isSending, setSending] = useState(false)
  const oldWorksUntil = useOldSecretOf(issued?.key ?? apiKey, useNow())

  if (issued) {
    return (
      <KeyShownOnce issued={issued} onClose={onClose} finalFocus={finalFocus}>
        <p role="status" className="text-sm">
          {oldWorksUntil
            ? `The old key keeps working until ${dateAndTime(oldWorksUntil)}.`
            : 'The old key no longer works.'}
        </p>
      </KeyShownOnce>
    )
  }
  const send = async (overlap_seconds: number, isTracked: boolean) => {
    const deed = async () => {
      const next = await rotate({ id: apiKey.id, overlap_seconds })
      if (overlap_seconds > 0) noteOldSecret(next.key, overlap_seconds)
      setIssued(next)
    }
    const isRotated = ({ id, key_prefix }: ApiKey) => id === apiKey.id && key_prefix !== apiKey.key_prefix
    setSending(true)
    await (isTracked ? attempt(deed, isRotated) : deed()).finally(() => setSending(false))
  }
  const close = () => {
    leave()
    onClose()
  }

  return (
    <Dialog
      isOpen
      title={`Rotate ${apiKey.name}`}
      description="It gets a new secret, shown once. Its name, scope and expiry stay as they are."
      {...(!isSending && { onClose: close })}
      finalFocus={finalFocus}
    >
      {lost?.kind === 'done' ? (
        <LostKey
          story="The connection broke before the answer came. Your list was read again: the key has a new secret."
          keyFound={lost.key}
          consequence="The secret your programs have now then stops working at once."
          onRotate={() => send(0, false)}
          onClose={close}
        />
      ) : (
        <RotateForm apiKey={apiKey} lost={lost} onSend={(seconds) => send(seconds, true)} onCancel={close} />
      )}
    </Dialog>
  )
}
