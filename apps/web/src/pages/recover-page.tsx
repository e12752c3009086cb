import { Link, useNavigate } from '@tanstack/react-router'
import { CircleCheck, Unlink } from 'lucide-react'
import { useState } from 'react'
import { session } from '../api/session.ts'
import { ForgotForm, ResetSent } from '../features/passwords/forgot-form.tsx'
import { ResetForm } from '../features/passwords/reset-form.tsx'
import { resetToken } from '../features/passwords/reset-link.ts'
import { paths } from '../paths.ts'
import { buttonClass, textLink } from '../ui/button.tsx'
import { Outcome } from '../ui/outcome.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Asking for a link that sets a new password. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [hasReturned, setHasReturned] = useState(false)
  const askAgain = () => {
    setHasReturned(true)
    setSentTo(null)
  }
  return (
    <>
      {sentTo === null ? (
        <>
          <PageHeading title="Reset your password" isNews={hasReturned} />
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
        <BackToSignIn />
      </>
    )
  }
  if (step === 'done') return <ChangedForAnother />
  if (typeof step === 'object') {
    return (
      <>
        <ResetSent email={step.sentTo} onOtherAddress={() => setStep('no_link')} />
        <BackToSignIn />
      </>
    )
  }
  return (
    <>
      <Outcome icon={Unlink} {...(step === 'dead_link' ? deadLink : noLink)}>
        <ForgotForm submit="Send a new link" onSent={(sentTo) => setStep({ sentTo })} />
      </Outcome>
      <BackToSignIn />
    </>
  )
}

const deadLink = {
  tone: 'wait',
  title: 'This link no longer works',
  text: "It was used, replaced by a newer one, or is more than an hour old. Your password hasn't changed.",
  isNews: true,
} as const

const noLink = {
  title: 'Open the link again',
  text: 'For safety, this page forgets its link on a reload. Open it from your email once more, or get a new one.',
} as const

function ChangedForAnother() {
  return (
    <Outcome
      icon={CircleCheck}
      tone="good"
      title="Password changed"
      isNews
      text="Every device of that account was signed out. You're still signed in here with another account."
    >
      <Link to={paths.profile} className={buttonClass({ width: 'full' })}>
        Go to your account
      </Link>
    </Outcome>
  )
}

/** The last line of a page that one may have come to by mistake. */
function BackToSignIn() {
  return (
    <p className="mt-6 text-sm">
      <Link to={paths.signIn} className={textLink}>
        Back to sign in
      </Link>
    </p>
  )
}
