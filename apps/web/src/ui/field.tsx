import { clsx } from 'clsx'
import { type InputHTMLAttributes, type ReactNode, type Ref, type SelectHTMLAttributes, useId } from 'react'

/** What every field has beside its input: a label that stays, a hint, and what is wrong with it. */
export type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id'> & {
  label: string
  hint?: ReactNode
  error?: string | undefined
  ref?: Ref<HTMLInputElement>
}

/** A labelled input. Its id is its name, so that an error summary can link to it. */
export function TextField({ label, hint, error, className, ...input }: FieldProps) {
  const noteId = useId()
  const hintId = hint ? `${noteId}-hint` : undefined
  const errorId = error ? `${noteId}-error` : undefined
  return (
    <div data-slot="field" className={className}>
      <label htmlFor={input.name} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <input
        dir="auto"
        {...input}
        id={input.name}
        aria-invalid={error ? true : undefined}
        aria-describedby={[errorId, hintId].filter(Boolean).join(' ') || undefined}
        className={inputLook(Boolean(error))}
      />
      <FieldNotes error={error} errorId={errorId} hint={hint} hintId={hintId} />
    </div>
  )
}

/** How an input looks, for fields with more than one in their box. */
export function inputLook(isBad: boolean): string {
  return clsx(
    'block min-h-11 w-full rounded-lg border bg-surface px-3 text-base text-ink placeholder:text-muted sm:min-h-10',
    'focus-visible:outline-2 focus-visible:outline-offset-0',
    isBad ? 'border-bad' : 'border-control hover:border-ink',
  )
}

type NotesProps = {
  error: string | undefined
  errorId: string | undefined
  hint: ReactNode
  hintId: string | undefined
}

/** The lines under an input: what is wrong, then what helps. */
export function FieldNotes({ error, errorId, hint, hintId }: NotesProps) {
  return (
    <>
      {error && (
        <p id={errorId} className="mt-1.5 text-sm text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
    </>
  )
}

type SelectFieldProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id'> & {
  name: string
  label: string
  hint?: ReactNode
  error?: string | undefined
  ref?: Ref<HTMLSelectElement>
  /** The `<option>`s. */
  children: ReactNode
}

/** A labelled choice of one from a short list, by the browser's own control. Its id is its name. */
export function SelectField({ label, hint, error, className, children, ...select }: SelectFieldProps) {
  const noteId = useId()
  const hintId = hint ? `${noteId}-hint` : undefined
  const errorId = error ? `${noteId}-error` : undefined
  return (
    <div data-slot="field" className={className}>
      <label htmlFor={select.name} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <select
        {...select}
        id={select.name}
        aria-invalid={error ? true : undefined}
        aria-describedby={[errorId, hintId].filter(Boolean).join(' ') || undefined}
        className={inputLook(Boolean(error))}
      >
        {children}
      </select>
      <FieldNotes error={error} errorId={errorId} hint={hint} hintId={hintId} />
    </div>
  )
}

/** Above a form with more than one thing to mend: each links to its field. */
export function ErrorSummary({ errors }: { errors: { field: string; message: string }[] }) {
  if (errors.length < 2) return null
  return (
    <div role="alert" className="rounded-lg border border-bad-line bg-bad-surface px-4 py-3 text-sm text-bad">
      <p className="font-medium">{errors.length} things need another look</p>
      <ul className="mt-1 list-disc pl-5">
        {errors.map(({ field, message }) => (
          <li key={field}>
            <a
              href={`#${field}`}
              className="inline-block py-3 underline underline-offset-2 sm:py-1"
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(field)?.focus()
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
