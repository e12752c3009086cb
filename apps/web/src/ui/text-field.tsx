import { clsx } from 'clsx'
import { type InputHTMLAttributes, type ReactNode, type Ref, useId } from 'react'

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
