import { emailProblem } from '@runsite/shared/rules'
import { type TextFieldProps, TextField } from '../../ui/field.tsx'

/** The address of an account, as password managers know it. */
export function EmailField(field: Omit<TextFieldProps, 'label' | 'type'>) {
  return (
    <TextField
      label="Email"
      type="email"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      {...field}
    />
  )
}

const sentences = {
  too_small: 'Enter your email address.',
  too_big: 'An email address has at most 254 characters.',
  invalid_format: 'Enter a full email address, such as ada@example.com.',
}

/** What a form asks of an address before it is sent. The next form will not ask again. */
export const emailRules = {
  validate: (email: string) => {
    const problem = emailProblem(email)
    return problem && sentences[problem]
  },
  onChange: (event: { target: { value: string } }) => rememberEmail(event.target.value),
}

let typed = ''

/** The address as typed on the last form, so that the next one need not ask again. Ends with the page. */
export function rememberedEmail(): string {
  return typed
}

/** Notes what stands in an address field. */
export function rememberEmail(email: string): void {
  typed = email
}
