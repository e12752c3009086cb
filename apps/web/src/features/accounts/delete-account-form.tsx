import type { User } from '@runsite/shared/users'
import { useState } from 'react'
import { hasCode } from '../../api/refusal-message.ts'
import { useServerForm } from '../../api/use-server-form.ts'
import { SignInAgain } from '../../api/sign-in-again.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/error-summary.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useDeleteAccount } from './use-delete-account.ts'

/** Asks for the address, and the password where there is one, before an account is deleted. */
export function DeleteAccountForm({ user }: { user: User }) {
  const deletion = useDeleteAccount()
  const [mustSignIn, setMustSignIn] = useState(false)
  const entry = useServerForm(
    { confirm_email: '', password: '' },
    ({ password }) => deletion.mutateAsync(user.has_password ? { password } : undefined),
    (error, form) => {
      setMustSignIn(hasCode(error, 'reauthentication_required'))
      const isPassword = hasCode(error, 'password_incorrect')
      if (isPassword) {
        form.resetField('password')
        form.refuse('password', 'Wrong password.')
      }
      return isPassword || hasCode(error, 'reauthentication_required')
    },
  )
  const { register } = entry.form

  return (
    <form {...entry.handlers} className="max-w-md space-y-5">
      {mustSignIn && <SignInAgain deed="delete your account" />}
      {entry.refusal && <RefusalNote {...entry.refusal} />}
      <ErrorSummary errors={entry.listed} />
      <TextField
        label="Your email address"
        hint={
          <>
            Type <strong className="font-medium text-ink">{user.email}</strong> to confirm.
          </>
        }
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={entry.errorOf('confirm_email')}
        {...register('confirm_email', {
          required: 'Type your email address.',
          validate: (typed) =>
            plain(typed) === plain(user.email) || "That isn't this account's address. Type it in full.",
        })}
      />
      {user.has_password && (
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          isSending={entry.isSubmitting}
          error={entry.errorOf('password')}
          {...register('password', { required: 'Enter your password.' })}
        />
      )}
      <Button type="submit" variant="danger" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
        Delete account
      </Button>
    </form>
  )
}

function plain(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}
