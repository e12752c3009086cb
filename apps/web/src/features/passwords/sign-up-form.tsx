import type { Register } from '@runsite/shared/passwords'
import { hasCode, refusalMessage } from '../../api/refusal-message.ts'
import { rest } from '../../api/session.ts'
import { useServerForm } from '../../api/use-server-form.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { emailRules } from './email-rules.ts'
import { noteTypedEmail, typedEmail } from './typed-email.ts'

const codePoints = (text: string) => [...text.normalize('NFKC')].length

/** Opens an account and signs in. The page goes on by itself once there is a session. */
export function SignUpForm() {
  const entry = useServerForm<Register>(
    { name: '', email: typedEmail(), password: '' },
    rest.auth.register,
    (error, form) => {
      const field = hasCode(error, 'email_taken')
        ? 'email'
        : hasCode(error, 'password_too_common') && 'password'
      if (field) form.refuse(field, refusalMessage(error))
      return Boolean(field)
    },
  )
  const { register } = entry.form

  return (
    <form {...entry.handlers} className="space-y-5">
      {entry.refusal && <RefusalNote {...entry.refusal} />}
      <ErrorSummary errors={entry.listed} />
      <TextField
        label="Name"
        autoComplete="name"
        error={entry.errorOf('name')}
        {...register('name', { validate: (name) => name.trim() !== '' || 'Enter your name.' })}
      />
      <TextField
        label="Email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={entry.errorOf('email')}
        {...register('email', { ...emailRules, onChange: (event) => noteTypedEmail(event.target.value) })}
      />
      <PasswordField
        label="Password"
        autoComplete="new-password"
        passwordrules="minlength: 8;"
        hint="At least 8 characters. A few unrelated words work well."
        isSending={entry.isSubmitting}
        error={entry.errorOf('password')}
        {...register('password', {
          validate: (password) =>
            (codePoints(password) < 8 && 'Use at least 8 characters.') ||
            (codePoints(password) > 128 && 'Use at most 128 characters.') ||
            true,
        })}
      />
      <Button type="submit" width="full" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
        Create account
      </Button>
    </form>
  )
}
