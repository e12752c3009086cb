import type { UseFormReturn } from 'react-hook-form'
import { dateAndTime } from '../../ui/moment.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useNow } from '../../ui/use-now.ts'
import { dayOf, expiryFor, type Lifetime, lifetimes } from './lifetimes.ts'
import type { NewKey } from './new-key-form.tsx'

type ExpiryFieldsProps = {
  form: UseFormReturn<NewKey>
  errorOf: (field: keyof NewKey) => string | undefined
}

/** When a new key runs out: a choice, and the moment that comes of it. */
export function ExpiryFields({ form, errorOf }: ExpiryFieldsProps) {
  const now = useNow()
  const { lifetime, last_day } = form.watch()
  const expiresAt = expiryFor(lifetime, last_day, now)
  // A moment that is past, or refused, is none to promise.
  const isPast = Boolean(expiresAt && Date.parse(expiresAt) <= now)
  const isRefused = Boolean(errorOf('lifetime') ?? errorOf('last_day'))
  // What was wrong was wrong with another moment.
  const chooseAgain = () => form.clearErrors(['lifetime', 'last_day'])
  return (
    <div className="space-y-4">
      <div className="flex flex-wrap gap-4">
        <SelectField
          label="Expires"
          error={errorOf('lifetime')}
          className="grow basis-44"
          {...form.register('lifetime', { onChange: chooseAgain })}
        >
          {lifetimes.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
        {lifetime === 'custom' && (
          <TextField
            type="date"
            label="Last day"
            min={dayOf(now)}
            max="9998-12-31"
            error={errorOf('last_day')}
            className="grow basis-44"
            {...form.register('last_day', {
              onChange: chooseAgain,
              validate: (day, values) => values.lifetime !== 'custom' || dayProblem(day) || true,
            })}
          />
        )}
      </div>
      <div role="status" className="text-sm">
        {!isPast && !isRefused && <ExpiryInWords lifetime={lifetime} expiresAt={expiresAt} />}
      </div>
    </div>
  )
}

function ExpiryInWords({
  lifetime,
  expiresAt,
}: {
  lifetime: Lifetime
  expiresAt: string | null | undefined
}) {
  if (lifetime === 'never') {
    return (
      <p className="rounded-lg border border-wait-line bg-wait-surface px-4 py-3 text-wait">
        A key that never expires works until someone revokes it. If it leaks unnoticed, it stays open.
      </p>
    )
  }
  return expiresAt ? <p className="text-muted">Expires {dateAndTime(expiresAt)}</p> : null
}

function dayProblem(day: string): string | false {
  const expiresAt = expiryFor('custom', day, Date.now())
  if (!expiresAt) return 'Choose the last day.'
  return Date.parse(expiresAt) <= Date.now() && 'Choose today or a later day.'
}
