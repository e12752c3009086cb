import { type ReactNode, type Ref, type SelectHTMLAttributes, useId } from 'react'
import { FieldNotes, inputLook } from './text-field.tsx'

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
