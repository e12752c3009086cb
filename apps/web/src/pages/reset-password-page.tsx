import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { session } from '../api/session.ts'
import { paths } from '../app/paths.ts'
import { ForgotForm } from '../features/passwords/forgot-form.tsx'
import { ResetForm } from '../features/passwords/reset-form.tsx'
import { ResetSent } from '../features/passwords/reset-sent.tsx'
import { resetToken } from '../features/passwords/reset-token.ts'
import { buttonLook } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

type Step = 'choose' | 'no_link' | 'dead_link' | 'done' | { sentTo: string }

/** Choosing a new password, by a mailed link. */
export function ResetPasswordPage() {
  const navigate = useNavigate()
  const [token] = useState(resetToken)
  const [step, setStep] = useState<Step>(token ? 'choose' : 'no_link')

  const finish = () => {
    // Someone else's session here goes on; the sign-in page would not show.
    if (session.userId()) return setStep('done')
    void navigate({ to: paths.signIn, search: { reason: 'password_changed' }, replace: true })
  }

  if (token && step === 'choose') {
    return (
      <>
        <PageHeading title="Choose a new password" />
        <p className="mt-2 mb-6 text-muted">Every device will be signed out, this one too.</p>
        <ResetForm token={token} onDone={finish} onDeadLink={() => setStep('dead_link')} />
      </>
    )
  }
  if (step === 'done') {
    return (
      <>
        <PageHeading title="Password changed" isNews />
        <p className="mt-2 mb-6 text-muted">
          Your password was changed, and every device of that account was signed out. You're still signed in
          here with another account.
        </p>
        <Link to={paths.profile} className={buttonLook({ width: 'full' })}>
          Go to your account
        </Link>
      </>
    )
  }
  if (typeof step === 'object') {
    return (
      <>
        <PageHeading title="Check your email" isNews />
        <div className="mt-2">
          <ResetSent email={step.sentTo} onOtherAddress={() => setStep('no_link')} />
        </div>
      </>
    )
  }
  return (
    <>
      {step === 'dead_link' ? (
        <PageHeading key="dead" title="This link no longer works" isNews />
      ) : (
        <PageHeading key="none" title="Open the link again" />
      )}
      <p className="mt-2 mb-6 text-muted">
        {step === 'dead_link'
          ? "It was used, replaced by a newer one, or is more than an hour old. Your password hasn't changed."
          : 'For safety, this page forgets its link when it is reloaded. Open it from your email once more, or get a new one.'}
      </p>
      <ForgotForm submit="Send a new link" onSent={(sentTo) => setStep({ sentTo })} />
    </>
  )
}
