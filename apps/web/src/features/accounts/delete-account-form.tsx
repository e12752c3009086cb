import { GivenPassword } from '@runsite/shared/passwords'
import { z } from 'zod'
import type { User } from '@runsite/shared/users'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { hasCode } from '../../api/refusal-message.ts'
import { useTRPC } from '../../api/server-data.tsx'
import { schemaRules } from '../../parts/schema-rules.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { SignInAgain } from '../../parts/sign-in-again.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorSummary, TextField } from '../../ui/field.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { PasswordField } from '../../ui/password-field.tsx'

/** Asks for the address, and the password where there is one, before an account is deleted. */
export function DeleteAccountForm({ user }: { user: User }) {
  const deletion = useDeleteAccount()
  const [mustSignIn, setMustSignIn] = useState(false)
  const entry = useServerForm<{ confirm_email: string; password?: string | undefined }>(
    { confirm_email: '', password: '' },
    ({ password }) => deletion.mutateAsync(password === undefined ? undefined : { password }),
    {
      rules: schemaRules(confirmationOf(user)),
      onRefused: (error, form) => {
        setMustSignIn(hasCode(error, 'reauthentication_required'))
        const isPassword = hasCode(error, 'password_incorrect')
        if (isPassword) {
          form.resetField('password')
          form.refuse('password', 'Wrong password.')
        }
        return isPassword || hasCode(error, 'reauthentication_required')
      },
    },
  )
  const { register } = entry.form

  return (
    <form {...entry.handlers} className="max-w-md space-y-5">
      {mustSignIn && <SignInAgain purpose="delete your account" />}
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
        {...register('confirm_email')}
      />
      {user.has_password && (
        <PasswordField
          label="Your password"
          autoComplete="current-password"
          isSending={entry.isSubmitting}
          error={entry.errorOf('password')}
          {...register('password')}
        />
      )}
      <Button type="submit" variant="danger" isBusy={entry.isSubmitting} isPaused={entry.isPaused}>
        Delete account
      </Button>
    </form>
  )
}

/** What is asked before an account goes: its address, typed, and the password where there is one. */
function confirmationOf(user: User) {
  const confirm_email = z
    .string()
    .min(1, { error: 'Type your email address.', abort: true })
    .refine((typed) => comparable(typed) === comparable(user.email), {
      error: "That isn't this account's address. Type it in full.",
    })
  return user.has_password
    ? z.object({ confirm_email, password: GivenPassword })
    : z.object({ confirm_email })
}

function comparable(email: string): string {
  return email.trim().normalize('NFC').toLowerCase()
}

/** How many keys still work and how many devices are signed in, as of now; undefined until it is known. */
export function useDeletionCounts() {
  const trpc = useTRPC()
  const keys = useQuery(trpc.api_keys.list.queryOptions(undefined, { staleTime: 0 }))
  const devices = useQuery(trpc.sessions.list.queryOptions(undefined, { staleTime: 0 }))
  return {
    activeKeys: keys.data?.api_keys.filter((key) => key.is_active).length,
    devices: devices.data?.total,
  }
}

/** Deletes one's account. The session ends with it, in every tab, and the sign-in page says so. */
function useDeleteAccount() {
  return useMutation(useTRPC().users.remove.mutationOptions())
}
