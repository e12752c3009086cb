import type { Register } from '@runsite/shared/passwords'
import { nameProblem } from '@runsite/shared/rules'
import { hasCode, refusalMessage } from '../../api/refusal-message.ts'
import { signInCalls } from '../../api/session.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { noteSignInMethod } from '../../parts/sign-in-methods.tsx'
import { TextField } from '../../ui/field.tsx'
import { EmailField, emailRules, rememberedEmail } from './email-field.tsx'
import { EntryForm } from './entry-form.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { newPasswordRules } from './password-rules.ts'

const nameSentences = {
  too_small: 'Enter your name.',
  too_big: 'A name has at most 100 characters.',
  invalid_format: 'A name has no control characters.',
}
const nameRules = {
  validate: (name: string) => {
    const problem = nameProblem(name)
    return problem && nameSentences[problem]
  },
}

/** Opens an account and signs in. The page goes on by itself once there is a session. */
export function SignUpForm() {
  const entry = useServerForm<Register>(
    { name: '', email: rememberedEmail(), password: '' },
    async (values) => {
      await signInCalls.register(values)
      noteSignInMethod('password')
    },
    {
      onRefused: (error, form) => {
        const isTaken = hasCode(error, 'email_taken')
        if (isTaken) form.refuse('email', refusalMessage(error))
        return isTaken
      },
    },
  )
  const { register, getValues } = entry.form

  return (
    <EntryForm entry={entry} submit="Create account">
      <TextField
        label="Name"
        autoComplete="name"
        error={entry.errorOf('name')}
        {...register('name', nameRules)}
      />
      <EmailField error={entry.errorOf('email')} {...register('email', emailRules)} />
      <NewPasswordField
        label="Password"
        owner={getValues}
        isSending={entry.isSubmitting}
        error={entry.errorOf('password')}
        {...register('password', newPasswordRules)}
      />
    </EntryForm>
  )
}
