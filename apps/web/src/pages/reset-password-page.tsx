import { Link, useNavigate } from '@tanstack/react-router'
import { CircleCheck, Unlink } from 'lucide-react'
import { useState } from 'react'
import { session } from '../api/session.ts'
import { paths } from '../app/paths.ts'
import { ForgotForm } from '../features/passwords/forgot-form.tsx'
import { ResetForm } from '../features/passwords/reset-form.tsx'
import { ResetSent } from '../features/passwords/reset-sent.tsx'
import { resetToken } from '../features/passwords/reset-token.ts'
import { buttonLook } from '../ui/button.tsx'
import { Outcome } from '../ui/outcome.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { BackToSignIn } from './back-to-sign-in.tsx'

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
      <Link to={paths.profile} className={buttonLook({ width: 'full' })}>
        Go to your account
      </Link>
    </Outcome>
  )
}
