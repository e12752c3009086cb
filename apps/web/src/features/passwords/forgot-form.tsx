import type { ForgotPassword } from '@runsite/shared/passwords'
import { signInCalls } from '../../api/session.ts'
import { useServerForm } from '../../api/use-server-form.ts'
import { askedEmail, noteAskedEmail } from './asked-email.ts'
import { EmailField, emailRules } from './email-field.tsx'
import { EntryForm } from './entry-form.tsx'
import { typedEmail } from './typed-email.ts'

type ForgotFormProps = {
  submit: string
  /** Hears the address, as it was typed. */
  onSent: (email: string) => void
}

/** Asks for a link that sets a new password. The answer is the same whether there is an account or not. */
export function ForgotForm({ submit, onSent }: ForgotFormProps) {
  const entry = useServerForm<ForgotPassword>(
    { email: typedEmail() || (askedEmail() ?? '') },
    async (values) => {
      const email = values.email.trim()
      await signInCalls.forgotPassword({ email })
      noteAskedEmail(email)
      onSent(email)
    },
  )
  return (
    <EntryForm entry={entry} submit={submit}>
      <EmailField error={entry.errorOf('email')} {...entry.form.register('email', emailRules)} />
    </EntryForm>
  )
}
