import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Field, type TextFieldProps } from './field.tsx'

type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'ref'> & {
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

  return (
    <Field label={label} hint={hint} error={error} className={className}>
      {(control) => (
        <>
          <div className="relative">
            <input
              {...input}
              {...control}
              ref={(element) => {
                field.current = element
                ref?.(element)
              }}
              type={isShown ? 'text' : 'password'}
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              onKeyDown={noteCapsLock}
              onKeyUp={noteCapsLock}
              className={`${control.className} pr-18`}
            />
            <button
              type="button"
              aria-pressed={isShown}
              aria-label={isShown ? 'Hide password' : 'Show password'}
              aria-controls={control.id}
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
        </>
      )}
    </Field>
  )
}
