import { CreateApiKey } from '@runsite/shared/api-keys'
import type { UseFormReturn } from 'react-hook-form'
import { z } from 'zod'
import { SelectField, TextField } from '../../ui/field.tsx'
import { dateAndTime, useNow } from '../../ui/moment.ts'

const dayMs = 86_400_000

/** How long a new key may live, as one chooses it: a number of days, a day of one's own, or for good. */
const lifetimes = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', '1 year'],
  ['custom', 'Custom date'],
  ['never', 'Never'],
] as const
type Lifetime = (typeof lifetimes)[number][0]

/** A new key as it is filled in. */
export const NewKey = CreateApiKey.pick({ name: true, scope: true })
  .extend({ lifetime: z.enum(lifetimes.map(([value]) => value)), last_day: z.string() })
  .refine(({ lifetime, last_day }) => lifetime !== 'custom' || !dayProblem(last_day), {
    path: ['last_day'],
    error: ({ input }) => dayProblem((input as { last_day: string }).last_day) || undefined,
    // Also where another field is wrong: all that is wrong is listed at once.
    when: () => true,
  })
export type NewKey = z.infer<typeof NewKey>

type ExpiryFieldsProps = {
  form: UseFormReturn<NewKey>
  errorOf: (field: keyof NewKey) => string | undefined
}

/** When a new key runs out: a choice, and the moment that comes of it. */
export function ExpiryFields({ form, errorOf }: ExpiryFieldsProps) {
  const now = useNow()
  const { lifetime, last_day } = form.watch()
  const expiresAt = expiryFor(lifetime, last_day, now)
  // No date is shown that is past, or that the server has refused.
  const isPast = Boolean(expiresAt && Date.parse(expiresAt) <= now)
  const isRefused = Boolean(errorOf('lifetime') ?? errorOf('last_day'))
  // An error belonged to the date before this choice.
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
            {...form.register('last_day', { onChange: chooseAgain })}
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

/**
 * When a key with this lifetime runs out.
 *
 * @param lastDay as a date input has it (`2027-02-22`): its last minute in this device's zone counts
 * @returns null for never; undefined where no day, or none of this world, is chosen
 */
export function expiryFor(lifetime: Lifetime, lastDay: string, nowMs: number): string | null | undefined {
  if (lifetime === 'never') return null
  if (lifetime !== 'custom') return new Date(nowMs + Number(lifetime) * dayMs).toISOString()
  const end = new Date(`${lastDay}T23:59:59`)
  return Number.isNaN(end.getTime()) || end.getFullYear() > 9998 ? undefined : end.toISOString()
}

/** A day as a date input has it, in this device's zone. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs)
  return [
    String(at.getFullYear()).padStart(4, '0'),
    String(at.getMonth() + 1).padStart(2, '0'),
    String(at.getDate()).padStart(2, '0'),
  ].join('-')
}
