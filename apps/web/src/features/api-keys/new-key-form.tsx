import type { ApiKey, ApiKeyScope, CreateApiKey } from '@runsite/shared/api-keys'
import { refusedFields } from '../../api/refusal-message.ts'
import { useServerForm } from '../../api/use-server-form.ts'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ExpiryFields } from './expiry-fields.tsx'
import { KeyFormActions } from './key-form-actions.tsx'
import { expiryFor, type Lifetime } from './lifetimes.ts'
import type { LostAnswer } from './use-lost-answer.ts'

/** A new key as one fills it in. */
export type NewKey = { name: string; scope: ApiKeyScope; lifetime: Lifetime; last_day: string }

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

/** Asks what a new key is called, what it may do and how long it lives. */
export function NewKeyForm({ lost, onSend, onCancel }: NewKeyFormProps) {
  const entry = useServerForm<NewKey>(
    { name: '', scope: 'read', lifetime: '90', last_day: '' },
    ({ name, scope, lifetime, last_day }) =>
      onSend({ name: name.trim(), scope, expires_at: expiryFor(lifetime, last_day, Date.now()) ?? null }),
    (error, form) => {
      const refused = refusedFields(error).find(({ field }) => field === 'expires_at')
      if (refused) form.refuse('lifetime', refused.message)
      return refused !== undefined
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
        {...form.register('name', {
          validate: (name) =>
            (name.trim() === '' && 'Enter a name.') ||
            ([...name.trim()].length > 100 && 'Use at most 100 characters.') ||
            true,
        })}
      />
      <div>
        <RadioCards legend="What it may do" options={scopes} {...form.register('scope')} />
        <p className="mt-1.5 text-sm text-muted">
          No key can sign in, change your password, or see or make other keys.
        </p>
      </div>
      <ExpiryFields form={form} errorOf={errorOf} />
      <KeyFormActions entry={entry} onLeave={onCancel}>
        {lost?.kind === 'unknown' ? 'Check the list' : 'Create key'}
      </KeyFormActions>
    </form>
  )
}
