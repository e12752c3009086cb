import type { LogIn } from '@runsite/shared/passwords'
import type { ReactNode } from 'react'
import { hasCode } from '../../api/refusal-message.ts'
import { signInCalls } from '../../api/session.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { LastUsedMark, noteSignInMethod } from '../../parts/sign-in-methods.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { EmailField, emailRules, rememberedEmail } from './email-field.tsx'
import { EntryForm } from './entry-form.tsx'
import { givenPasswordRules } from './password-rules.ts'

type SignInFormProps = {
  /** The way out for those who do not know their password. */
  forgotLink: ReactNode
  /** Whether this is how someone signed in on this device the last time. */
  isLastUsed: boolean
}

/** Signs in with an address and a password. The page goes on by itself once there is a session. */
export function SignInForm({ forgotLink, isLastUsed }: SignInFormProps) {
  const entry = useServerForm<LogIn>(
    { email: rememberedEmail(), password: '' },
    async (values) => {
      await signInCalls.login(values)
      noteSignInMethod('password')
    },
    {
      onRefused: (error, form) => {
        if (hasCode(error, 'invalid_credentials')) {
          form.resetField('password')
          form.setFocus('password')
        }
        return false
      },
    },
  )
  const { register } = entry.form

  return (
    <EntryForm entry={entry} submit="Sign in" mark={isLastUsed && <LastUsedMark />}>
      <EmailField error={entry.errorOf('email')} {...register('email', emailRules)} />
      <div>
        <PasswordField
          label="Password"
          autoComplete="current-password"
          isSending={entry.isSubmitting}
          error={entry.errorOf('password')}
          {...register('password', givenPasswordRules)}
        />
        <p className="mt-2 text-sm">{forgotLink}</p>
      </div>
    </EntryForm>
  )
}
