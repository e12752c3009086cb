import { type ChangeEvent, type ComponentProps, useState } from 'react'
import { PasswordField } from '../../ui/password-field.tsx'
import type { About } from './estimate-strength.ts'
import { passwordHint } from './password-rules.ts'
import { StrengthMeter } from './strength-meter.tsx'
import { useStrength } from './use-strength.ts'

type NewPasswordFieldProps = Omit<
  ComponentProps<typeof PasswordField>,
  'hint' | 'autoComplete' | 'passwordrules' | 'children'
> & {
  /** Whose password it will be, as far as it is known when it is asked: what it should not contain. */
  whose?: () => About
}

/**
 * A password to be set, with a meter that says how strong it is, why, and what to do. It only advises: beside it
 * belong `newPasswordRules` and what the server refuses.
 */
export function NewPasswordField({ whose = nothingKnown, onChange, ...field }: NewPasswordFieldProps) {
  const [typed, setTyped] = useState('')
  const reading = useStrength(typed, whose)
  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      passwordrules="minlength: 8;"
      hint={reading?.advice ?? passwordHint}
      onChange={(event: ChangeEvent<HTMLInputElement>) => {
        setTyped(event.target.value)
        onChange?.(event)
      }}
    >
      <StrengthMeter reading={reading} />
    </PasswordField>
  )
}

function nothingKnown(): About {
  return {}
}
