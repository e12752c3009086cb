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

/** What a form asks of an address before it is sent; the server decides. The next form will not ask again. */
export const emailRules = {
  required: 'Enter your email address.',
  pattern: {
    value: /^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$/,
    message: 'Enter a full email address, such as ada@example.com.',
  },
  onChange: (event: { target: { value: string } }) => noteTypedEmail(event.target.value),
}

let typed = ''

/** The address as typed on the last form, so that the next one need not ask again. Ends with the page. */
export function typedEmail(): string {
  return typed
}

/** Notes what stands in an address field. */
export function noteTypedEmail(email: string): void {
  typed = email
}
