import { clsx } from 'clsx'
import {
  type InputHTMLAttributes,
  type MouseEvent,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  useId,
} from 'react'

/** What every field has beside its control: a label that stays, a hint, and what is wrong with it. */
type FieldNotes = {
  label: string
  hint?: ReactNode
  error?: string | undefined
  className?: string | undefined
}

/** The attributes that tie a control to its label and its notes. */
type ControlProps = {
  id: string
  'aria-invalid': true | undefined
  'aria-describedby': string | undefined
  className: string
}

type FieldProps = FieldNotes & {
  /** Draws the control, and what belongs right under it. */
  children: (control: ControlProps) => ReactNode
}

/** A label, a control, and under it what is wrong and what helps. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId()
  const notes = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean)
  return (
    <div data-slot="field" className={className}>
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': notes.join(' ') || undefined,
        className: inputClass(Boolean(error)),
      })}
      {error && (
        <p id={`${id}-error`} className="mt-1.5 text-sm text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  )
}

/** How an input looks. */
export function inputClass(isBad: boolean): string {
  return clsx(
    'block min-h-11 w-full rounded-lg border bg-surface px-3 text-base text-ink placeholder:text-muted sm:min-h-10',
    'focus-visible:outline-2 focus-visible:outline-offset-0',
    isBad ? 'border-bad' : 'border-control hover:border-ink',
  )
}

export type TextFieldProps = FieldNotes &
  Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'children'> & { ref?: Ref<HTMLInputElement> }

/** A labelled input. */
export function TextField({ label, hint, error, className, ...input }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => <input dir="auto" {...input} {...control} />}
    </Field>
  )
}

type SelectFieldProps = FieldNotes &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'> & {
    ref?: Ref<HTMLSelectElement>
    /** The `<option>`s. */
    children: ReactNode
  }

/** A labelled choice of one from a short list, by the browser's own control. */
export function SelectField({ label, hint, error, className, children, ...select }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => (
        <select {...select} {...control}>
          {children}
        </select>
      )}
    </Field>
  )
}

/** Above a form with more than one thing to mend: each links to its field. */
export function ErrorSummary({ errors }: { errors: { field: string; message: string }[] }) {
  if (errors.length < 2) return null
  const goTo = (event: MouseEvent<HTMLElement>, field: string) => {
    event.preventDefault()
    const control = event.currentTarget.closest('form')?.elements.namedItem(field)
    if (control instanceof HTMLElement) control.focus()
  }
  return (
    <div role="alert" className="rounded-lg border border-bad-line bg-bad-surface px-4 py-3 text-sm text-bad">
      <p className="font-medium">{errors.length} things need another look</p>
      <ul className="mt-1 list-disc pl-5">
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              className="inline-block py-3 underline underline-offset-2 sm:py-1"
              onClick={(event) => goTo(event, field)}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
