import type { ApiKey } from '@runsite/shared/api-keys'
import { dateAndTime, relativeTime } from '../../ui/moment.ts'
import { daysUnused, expiryOf } from './key-state.ts'
import { useOldSecretOf } from './use-api-keys.ts'

const freshMs = 600_000

type KeyNotesProps = { apiKey: ApiKey; now: number; onRevoke: () => void }

/** What there is to say of a key beyond its columns, if anything. */
export function KeyNotes({ apiKey, now, onRevoke }: KeyNotesProps) {
  const oldWorksUntil = useOldSecretOf(apiKey, now)
  const isFresh = now - Date.parse(apiKey.created_at) < freshMs
  const unused = expiryOf(apiKey, now) === 'expired' ? null : daysUnused(apiKey, now)
  return (
    <>
      {isFresh && (
        <p className="mt-1 text-xs text-muted">
          Created {relativeTime(apiKey.created_at, now)} · can't be shown again
        </p>
      )}
      {oldWorksUntil && (
        <p className="mt-1 text-xs text-wait">Old key works until {dateAndTime(oldWorksUntil)}</p>
      )}
      {unused !== null && (
        <p className="mt-1 text-xs text-muted">
          Not used for {unused} days.{' '}
          <button
            type="button"
            onClick={onRevoke}
            className="-my-3.5 py-3.5 font-medium sm:-my-1.5 sm:py-1.5 text-link underline-offset-4 hover:underline"
          >
            Revoke it?
          </button>
        </p>
      )}
    </>
  )
}
