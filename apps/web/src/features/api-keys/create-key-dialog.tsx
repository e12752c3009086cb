import type { ApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { Dialog } from '../../ui/dialog.tsx'
import { KeyShownOnce, listHeading } from './key-shown-once.tsx'
import { LostKey } from './lost-key.tsx'
import { NewKeyForm } from './new-key-form.tsx'
import { type IssuedKey, useIssueKey } from './use-api-keys.ts'
import { useLostAnswer } from './use-lost-answer.ts'

type CreateKeyDialogProps = {
  /** The keys there are, to know a new one by. */
  keys: ApiKey[]
  onClose: () => void
}

/** Makes a key, and shows it this once. It cannot be closed while the answer, with the secret in it, is on its way. */
export function CreateKeyDialog({ keys, onClose }: CreateKeyDialogProps) {
  const { create, rotate } = useIssueKey()
  const { lost, attempt, leave } = useLostAnswer()
  const [issued, setIssued] = useState<IssuedKey | null>(null)
  const [isSending, setSending] = useState(false)
  if (issued) return <KeyShownOnce issued={issued} onClose={onClose} />

  const guarded = async (deed: () => Promise<void>) => {
    setSending(true)
    await deed().finally(() => setSending(false))
  }
  const close = () => {
    leave()
    onClose()
  }

  return (
    <Dialog
      isOpen
      title={lost?.kind === 'done' ? 'The key was made, its secret lost' : 'Create an API key'}
      {...(!isSending && { onClose: close })}
      {...(lost && { finalFocus: listHeading })}
    >
      {lost?.kind === 'done' ? (
        <LostKey
          story="The connection broke before the answer came. Your list was read again, and the key is there."
          keyFound={lost.key}
          onRotate={() =>
            guarded(async () => setIssued(await rotate({ id: lost.key.id, overlap_seconds: 0 })))
          }
          onClose={close}
        />
      ) : (
        <NewKeyForm
          lost={lost}
          onSend={(input) => {
            const known = new Set(keys.map(({ id }) => id))
            const isNew = ({ id, name }: ApiKey) => !known.has(id) && name === input.name
            return guarded(() => attempt(async () => setIssued(await create(input)), isNew))
          }}
          onCancel={close}
        />
      )}
    </Dialog>
  )
}
