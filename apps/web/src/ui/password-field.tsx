import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { FieldNotes, type FieldProps, inputLook } from './field.tsx'

type PasswordFieldProps = Omit<FieldProps, 'type' | 'ref'> & {
  ref?: (input: HTMLInputElement | null) => void
  /** Hides the password again, as the form is sent. */
  isSending?: boolean
  passwordrules?: string
  /** Between the input and its notes. */
  children?: ReactNode
}

/** A password with a button that shows it, and a word when Caps Lock is on. */
export function PasswordField({
  label,
  hint,
  error,
  ref,
  isSending,
  className,
  children,
  ...input
}: PasswordFieldProps) {
  const noteId = useId()
  const field = useRef<HTMLInputElement | null>(null)
  const [isShown, setShown] = useState(false)
  const [isCapsLockOn, setCapsLockOn] = useState(false)
  if (isSending && isShown) setShown(false)

  const toggle = () => {
    const { selectionStart, selectionEnd } = field.current ?? {}
    setShown(!isShown)
    // The browser moves the caret as the type changes; put it back where it was.
    requestAnimationFrame(() => {
      if (document.activeElement === field.current) {
        field.current?.setSelectionRange(selectionStart ?? null, selectionEnd ?? null)
      }
    })
  }
  const noteCapsLock = (event: KeyboardEvent) => setCapsLockOn(event.getModifierState('CapsLock'))

  const hintId = hint ? `${noteId}-hint` : undefined
  const errorId = error ? `${noteId}-error` : undefined
  return (
    <div data-slot="field" className={className}>
      <label htmlFor={input.name} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="relative">
        <input
          {...input}
          ref={(element) => {
            field.current = element
            ref?.(element)
          }}
          id={input.name}
          type={isShown ? 'text' : 'password'}
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          onKeyDown={noteCapsLock}
          onKeyUp={noteCapsLock}
          aria-invalid={error ? true : undefined}
          aria-describedby={[errorId, hintId].filter(Boolean).join(' ') || undefined}
          className={`${inputLook(Boolean(error))} pr-18`}
        />
        <button
          type="button"
          aria-pressed={isShown}
          aria-label={isShown ? 'Hide password' : 'Show password'}
          aria-controls={input.name}
          onMouseDown={(event) => event.preventDefault()}
          onClick={toggle}
          className="absolute inset-y-0 right-0 flex w-16 items-center justify-center rounded-r-lg text-sm font-medium text-muted hover:text-ink focus-visible:-outline-offset-4"
        >
          {isShown ? 'Hide' : 'Show'}
        </button>
      </div>
      {children}
      <p role="status" className="text-sm text-wait not-empty:mt-1.5">
        {isCapsLockOn ? 'Caps Lock is on.' : ''}
      </p>
      <FieldNotes error={error} errorId={errorId} hint={hint} hintId={hintId} />
    </div>
  )
}
