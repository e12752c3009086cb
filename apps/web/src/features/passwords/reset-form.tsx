import { hasCode } from '../../api/refusal-message.ts'
import { loadRest } from '../../api/rest.ts'
import { session, signInCalls } from '../../api/session.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { rememberEmail } from './email-field.tsx'
import { EntryForm } from './entry-form.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { newPasswordRules } from './password-rules.ts'
import { resetEmail, holdResetToken, rememberResetEmail } from './reset-link.ts'

type ResetFormProps = {
  token: string
  onDone: () => void
  /** The link has been used, replaced, or is too old. */
  onDeadLink: () => void
}

/** Sets a new password by a mailed link. A password that is refused does not use the link up. */
export function ResetForm({ token, onDone, onDeadLink }: ResetFormProps) {
  const email = resetEmail()
  const entry = useServerForm(
    { password: '' },
    async ({ password }) => {
      await signInCalls.resetPassword({ token, password })
      holdResetToken(null)
      if (email) rememberEmail(email)
      rememberResetEmail(null)
      // The session here is over now, if it is of that account: ask, so that this browser knows.
      if (session.userId()) await askWhoIsSignedIn().catch(() => {})
      onDone()
    },
    {
      onRefused: (error) => {
        const isDead = hasCode(error, 'link_expired')
        if (isDead) {
          holdResetToken(null)
          onDeadLink()
        }
        return isDead
      },
    },
  )
  return (
    <EntryForm entry={entry} submit="Set new password">
      {email && <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />}
      <NewPasswordField
        label="New password"
        owner={() => ({ email: email ?? '' })}
        isSending={entry.isSubmitting}
        error={entry.errorOf('password')}
        {...entry.form.register('password', newPasswordRules)}
      />
    </EntryForm>
  )
}

/** The answer does not matter here: a session that the reset has ended is noticed by asking. */
async function askWhoIsSignedIn(): Promise<void> {
  const rest = await loadRest()
  await rest.users.me()
}
