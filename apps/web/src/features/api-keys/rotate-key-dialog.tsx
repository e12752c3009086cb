import type { ApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { useServerForm } from '../../parts/server-form.ts'
import { Dialog, FormActions } from '../../ui/dialog.tsx'
import { dateAndTime, useNow } from '../../ui/moment.ts'
import { RefusalNote } from '../../ui/notice.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { KeyShownOnce } from './key-shown-once.tsx'
import { type LostAnswer, LostKey, useLostAnswer } from './lost-answer.tsx'
import { type IssuedKey, useIssueKey, useNoteOldSecret, useOldSecretOf } from './use-api-keys.ts'

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
    const rotation = async () => {
      const next = await rotate({ id: apiKey.id, overlap_seconds })
      if (overlap_seconds > 0) noteOldSecret(next.key, overlap_seconds)
      setIssued(next)
    }
    const isRotated = ({ id, key_prefix }: ApiKey) => id === apiKey.id && key_prefix !== apiKey.key_prefix
    setSending(true)
    await (isTracked ? attempt(rotation, isRotated) : rotation()).finally(() => setSending(false))
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

type RotateFormProps = {
  apiKey: ApiKey
  lost: LostAnswer | null
  /** Rejects with what the server said. */
  onSend: (overlapSeconds: number) => Promise<unknown>
  onCancel: () => void
}

/** Asks how long the secret that is out there stays good beside the new one. */
function RotateForm({ apiKey, lost, onSend, onCancel }: RotateFormProps) {
  const now = useNow()
  const entry = useServerForm({ overlap: '86400' }, ({ overlap }) => onSend(Number(overlap)))
  const endOf = (seconds: number) => {
    const end = new Date(now + seconds * 1000).toISOString()
    const isCutShort = apiKey.expires_at !== null && apiKey.expires_at < end
    return isCutShort ? 'Until the key expires.' : `Until ${dateAndTime(end)}.`
  }

  return (
    <form {...entry.handlers} className="space-y-5">
      {entry.refusal && <RefusalNote {...entry.refusal} />}
      {lost?.kind === 'undone' && (
        <p role="status" className="text-sm text-muted">
          Your list was read again: the key was not rotated.
        </p>
      )}
      {lost?.kind === 'unknown' && (
        <RefusalNote message="The answer was lost, and your list of keys can't be read, so the key may have been rotated. Check the list before you try again." />
      )}
      <RadioCards
        legend="The old key keeps working for"
        options={[
          {
            value: '0',
            title: 'Not at all',
            text: 'For a key that may have leaked. Programs that use it fail.',
          },
          { value: '3600', title: '1 hour', text: endOf(3600) },
          { value: '86400', title: '24 hours', text: endOf(86_400) },
        ]}
        {...entry.form.register('overlap')}
      />
      <FormActions entry={entry} onLeave={onCancel}>
        {lost?.kind === 'unknown' ? 'Check the list' : 'Rotate key'}
      </FormActions>
    </form>
  )
}
