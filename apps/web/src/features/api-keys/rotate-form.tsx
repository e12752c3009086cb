import type { ApiKey } from '@runsite/shared/api-keys'
import { useServerForm } from '../../api/use-server-form.ts'
import { dateAndTime } from '../../ui/moment.ts'
import { RadioCards } from '../../ui/radio-cards.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { useNow } from '../../ui/use-now.ts'
import { KeyFormActions } from './key-form-actions.tsx'
import type { LostAnswer } from './use-lost-answer.ts'

type RotateFormProps = {
  apiKey: ApiKey
  lost: LostAnswer | null
  /** Rejects with what the server said. */
  onSend: (overlapSeconds: number) => Promise<unknown>
  onCancel: () => void
}

/** Asks how long the secret that is out there stays good beside the new one. */
export function RotateForm({ apiKey, lost, onSend, onCancel }: RotateFormProps) {
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
      <KeyFormActions entry={entry} onLeave={onCancel}>
        {lost?.kind === 'unknown' ? 'Check the list' : 'Rotate key'}
      </KeyFormActions>
    </form>
  )
}
