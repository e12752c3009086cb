import { useState } from 'react'
import { ForgotForm } from '../features/passwords/forgot-form.tsx'
import { ResetSent } from '../features/passwords/reset-sent.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { BackToSignIn } from './back-to-sign-in.tsx'

/** Asking for a link that sets a new password. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [isBack, setBack] = useState(false)
  const askAgain = () => {
    setBack(true)
    setSentTo(null)
  }
  return (
    <>
      {sentTo === null ? (
        <>
          <PageHeading title="Reset your password" isNews={isBack} />
          <p className="mt-2 mb-6 text-muted">
            Enter the email of your account, and we'll send you a link to choose a new password.
          </p>
          <ForgotForm submit="Send link" onSent={setSentTo} />
        </>
      ) : (
        <ResetSent email={sentTo} onOtherAddress={askAgain} />
      )}
      <BackToSignIn />
    </>
  )
}
