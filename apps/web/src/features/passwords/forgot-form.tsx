import type { ForgotPassword } from '@runsite/shared/passwords'
import { Mail } from 'lucide-react'
import { signInCalls } from '../../api/session.ts'
import { ResendButton } from '../../parts/resend-button.tsx'
import { useServerForm } from '../../parts/server-form.ts'
import { Button } from '../../ui/button.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { WebmailLink } from '../../ui/webmail-link.tsx'
import { EmailField, emailRules, rememberedEmail } from './email-field.tsx'
import { EntryForm } from './entry-form.tsx'
import { resetEmail, rememberResetEmail } from './reset-link.ts'

type ForgotFormProps = {
  submit: string
  /** Hears the address, as it was typed. */
  onSent: (email: string) => void
}

/** Asks for a link that sets a new password. The answer is the same whether there is an account or not. */
export function ForgotForm({ submit, onSent }: ForgotFormProps) {
  const entry = useServerForm<ForgotPassword>(
    { email: rememberedEmail() || (resetEmail() ?? '') },
    async (values) => {
      const email = values.email.trim()
      await signInCalls.forgotPassword({ email })
      rememberResetEmail(email)
      onSent(email)
    },
  )
  return (
    <EntryForm entry={entry} submit={submit}>
      <EmailField error={entry.errorOf('email')} {...entry.form.register('email', emailRules)} />
    </EntryForm>
  )
}

type ResetSentProps = {
  email: string
  onOtherAddress: () => void
}

/** What to do after asking for a reset link: look into the mailbox, ask once more, or for another address. */
export function ResetSent({ email, onOtherAddress }: ResetSentProps) {
  return (
    <Outcome
      icon={Mail}
      title="Check your email"
      isNews
      text={
        <>
          If <strong>{email}</strong> has an account, we've sent a link. It works for an hour. Nothing there?
          Look in the spam folder.
        </>
      }
    >
      <WebmailLink email={email} width="full" />
      <ResendButton isJustSent width="full" onResend={() => signInCalls.forgotPassword({ email })} />
      <Button variant="secondary" width="full" onClick={onOtherAddress}>
        Use another address
      </Button>
    </Outcome>
  )
}
