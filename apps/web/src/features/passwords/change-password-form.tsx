import { ChangePassword } from '@runsite/shared/passwords'
import type { User } from '@runsite/shared/users'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { hasCode, refusalMessage } from '../../api/refusal-message.ts'
import { useTRPC } from '../../api/server-data.tsx'
import { schemaRules } from '../../parts/schema-rules.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { SignInAgain } from '../../parts/sign-in-again.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary } from '../../ui/field.tsx'
import { Notice, RefusalNote } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { SectionFoot } from '../../ui/section.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { newPasswordSentences } from './password-rules.ts'

type ChangePasswordFormProps = {
  user: Pick<User, 'email' | 'name' | 'has_password'>
  /** A device that somebody else may have signed in with: signed out by now, which is why one is here. */
  unknownDevice?: string | null
}

const sentences = {
  current_password: { too_small: 'Enter your current password.' },
  new_password: newPasswordSentences,
}
const changeRules = schemaRules(ChangePassword, sentences)
const firstRules = schemaRules(ChangePassword.omit({ current_password: true }).strip(), sentences)

/** Changes one's password, or sets the first one. */
export function ChangePasswordForm({ user, unknownDevice }: ChangePasswordFormProps) {
  const change = useChangePassword()
  // Each change leaves a new field, whose meter has nothing to read.
  const [doneCount, setDoneCount] = useState(0)
  const entry = useServerForm<ChangePassword>(
    { current_password: '', new_password: '' },
    async (passwords, form) => {
      await change.mutateAsync(passwords)
      form.reset()
      setDoneCount((count) => count + 1)
    },
    {
      rules: user.has_password ? changeRules : firstRules,
      onRefused: (error, form) => {
        const isWrong = hasCode(error, 'password_incorrect')
        if (isWrong) form.refuse('current_password', refusalMessage(error))
        return isWrong || hasCode(error, 'reauthentication_required')
      },
    },
  )
  const { register, formState } = entry.form
  const isDone = change.isSuccess && !formState.isDirty
  const wasFirst = change.variables?.current_password === undefined
  const outcome = `Your password ${wasFirst ? 'is set' : 'was changed'}. Every other device was signed out.`

  return (
    <form {...entry.handlers}>
      <div className="space-y-5 p-5 sm:p-6">
        {unknownDevice && !isDone && (
          <Notice tone="good">
            {unknownDevice} is signed out. Now {user.has_password ? 'change' : 'set'} your password, so that
            whoever it was can't come back.
          </Notice>
        )}
        {hasCode(change.error, 'reauthentication_required') && <SignInAgain purpose="set a password" />}
        {entry.refusal && <RefusalNote {...entry.refusal} />}
        <ErrorSummary errors={entry.listed} />
        {/* Tells password managers whose entry to update. */}
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        {user.has_password && (
          <PasswordField
            label="Current password"
            autoComplete="current-password"
            isSending={entry.isSubmitting}
            error={entry.errorOf('current_password')}
            className="max-w-md"
            {...register('current_password')}
          />
        )}
        <NewPasswordField
          key={doneCount}
          label="New password"
          owner={() => user}
          isSending={entry.isSubmitting}
          error={entry.errorOf('new_password')}
          className="max-w-md"
          {...register('new_password')}
        />
      </div>
      <SectionFoot status={isDone && outcome}>
        <Button type="submit" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
          {user.has_password ? 'Change password' : 'Set password'}
        </Button>
      </SectionFoot>
    </form>
  )
}

/** Changes one's password, or sets the first one. Every other device is signed out. */
function useChangePassword() {
  const trpc = useTRPC()
  const queries = useQueryClient()
  return useMutation(
    trpc.users.change_password.mutationOptions({
      onSuccess: () => void queries.invalidateQueries(trpc.sessions.list.queryFilter()),
      // After a refusal too: another tab may have set a password meanwhile.
      onSettled: () => void queries.invalidateQueries(trpc.users.me.queryFilter()),
    }),
  )
}
