import type { ApiKey, CreateApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { refusedFields } from '../../api/refusal-message.ts'
import { schemaRules } from '../../parts/schema-rules.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { Dialog, FormActions } from '../../ui/dialog.tsx'
import { ErrorSummary, TextField } from '../../ui/field.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { ExpiryFields, expiryFor, NewKey } from './expiry-fields.tsx'
import { KeyShownOnce, listHeading } from './key-shown-once.tsx'
import { type LostAnswer, LostKey, useLostAnswer } from './lost-answer.tsx'
import { type IssuedKey, useIssueKey } from './use-api-keys.ts'

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

  const whileSending = async (action: () => Promise<void>) => {
    setSending(true)
    await action().finally(() => setSending(false))
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
            whileSending(async () => setIssued(await rotate({ id: lost.key.id, overlap_seconds: 0 })))
          }
          onClose={close}
        />
      ) : (
        <NewKeyForm
          lost={lost}
          onSend={(input) => {
            const known = new Set(keys.map(({ id }) => id))
            const isNew = ({ id, name }: ApiKey) => !known.has(id) && name === input.name
            return whileSending(() => attempt(async () => setIssued(await create(input)), isNew))
          }}
          onCancel={close}
        />
      )}
    </Dialog>
  )
}

type NewKeyFormProps = {
  lost: LostAnswer | null
  /** Rejects with what the server said. */
  onSend: (input: CreateApiKey) => Promise<unknown>
  onCancel: () => void
}

/** What the contract lets a key of each scope do. */
const scopes: { value: ApiKey['scope']; title: string; text: string }[] = [
  { value: 'read', title: 'Read', text: 'Sees your profile: your name, email and picture.' },
  { value: 'write', title: 'Write', text: 'Also changes your name and uploads a picture.' },
  { value: 'admin', title: 'Admin', text: 'Also deletes: it can remove your picture.' },
]

const rules = schemaRules(NewKey, { name: { too_big: 'Use at most 100 characters.' } })

/** Asks what a new key is called, what it may do and how long it lives. */
function NewKeyForm({ lost, onSend, onCancel }: NewKeyFormProps) {
  const entry = useServerForm<NewKey>(
    { name: '', scope: 'read', lifetime: '90', last_day: '' },
    ({ name, scope, lifetime, last_day }) =>
      onSend({ name, scope, expires_at: expiryFor(lifetime, last_day, Date.now()) ?? null }),
    {
      rules,
      onRefused: (error, form) => {
        const refused = refusedFields(error).find(({ field }) => field === 'expires_at')
        if (refused) form.refuse('lifetime', refused.message)
        return refused !== undefined
      },
    },
  )
  const { form, errorOf } = entry

  return (
    <form {...entry.handlers} className="space-y-5">
      {entry.refusal && <RefusalNote {...entry.refusal} />}
      {lost?.kind === 'undone' && (
        <p role="status" className="text-sm text-muted">
          Your list was read again: no key was made.
        </p>
      )}
      {lost?.kind === 'unknown' && (
        <RefusalNote message="The answer was lost, and your list of keys can't be read, so the key may have been made. Check the list before you try again." />
      )}
      <ErrorSummary errors={entry.listed} />
      <TextField
        label="Name"
        autoComplete="off"
        hint="Where the key is used, such as “CI on build-01”."
        error={errorOf('name')}
        {...form.register('name')}
      />
      <div>
        <RadioCards legend="What it may do" options={scopes} {...form.register('scope')} />
        <p className="mt-1.5 text-sm text-muted">
          No key can sign in, change your password, or see or make other keys.
        </p>
      </div>
      <ExpiryFields form={form} errorOf={errorOf} />
      <FormActions entry={entry} onLeave={onCancel}>
        {lost?.kind === 'unknown' ? 'Check the list' : 'Create key'}
      </FormActions>
    </form>
  )
}
