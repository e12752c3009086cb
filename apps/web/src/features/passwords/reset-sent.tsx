import { Mail } from 'lucide-react'
import { ResendButton } from '../../api/resend-button.tsx'
import { signInCalls } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { Outcome } from '../../ui/outcome.tsx'
import { WebmailLink } from '../../ui/webmail-link.tsx'

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
