import { ResendButton } from '../../api/resend-button.tsx'
import { rest } from '../../api/session.ts'
import { Button } from '../../ui/button.tsx'
import { WebmailLink } from '../../ui/webmail-link.tsx'

type ResetSentProps = {
  email: string
  onOtherAddress: () => void
}

/** What to do after asking for a reset link: look into the mailbox, ask once more, or for another address. */
export function ResetSent({ email, onOtherAddress }: ResetSentProps) {
  return (
    <>
      <p className="text-muted">
        If <strong className="font-medium text-ink">{email}</strong> has an account, we've sent a link. It
        works for an hour.
      </p>
      <p className="mt-3 text-sm text-muted">Nothing there after a minute? Look in the spam folder.</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <WebmailLink email={email} />
        <ResendButton isJustSent onResend={() => rest.auth.forgotPassword({ email })} />
        <Button variant="secondary" onClick={onOtherAddress}>
          Use another address
        </Button>
      </div>
    </>
  )
}
