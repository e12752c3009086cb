import type { LogIn } from '@runsite/shared/passwords'
import { hasCode } from '../../api/refusal-message.ts'
import { rest } from '../../api/session.ts'
import { useServerForm } from '../../api/use-server-form.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { emailRules } from './email-rules.ts'
import { noteTypedEmail, typedEmail } from './typed-email.ts'

/** Signs in with an address and a password. The page goes on by itself once there is a session. */
export function SignInForm() {
  const entry = useServerForm<LogIn>(
    { email: typedEmail(), password: '' },
    rest.auth.login,
    (error, form) => {
      if (hasCode(error, 'invalid_credentials')) {
        form.resetField('password')
        form.setFocus('password')
      }
      return false
    },
  )
  const { register } = entry.form

  return (
    <form {...entry.handlers} className="space-y-5">
      {entry.refusal && <RefusalNote {...entry.refusal} />}
      <ErrorSummary errors={entry.listed} />
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
        autoComplete="current-password"
        isSending={entry.isSubmitting}
        error={entry.errorOf('password')}
        {...register('password', { required: 'Enter your password.' })}
      />
      <Button type="submit" width="full" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
        Sign in
      </Button>
    </form>
  )
}
