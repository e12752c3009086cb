import { Link, useLoaderData, useNavigate, useRouter } from '@tanstack/react-router'
import { CircleCheck, Mail, MailWarning, Unlink } from 'lucide-react'
import { refusalNote } from '../api/refusal-message.ts'
import { loadRest } from '../api/rest.ts'
import { session } from '../api/session.ts'
import { ResendButton } from '../parts/resend-button.tsx'
import { paths } from '../paths.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { RefusalNote } from '../ui/notice.tsx'
import { Outcome } from '../ui/outcome.tsx'
import { SignInFirst } from './verify-signed-out.tsx'

/** Where the link that verifies an address leads: what became of it, and how to go on. */
export function VerifyEmailPage() {
  const outcome = useLoaderData({ from: '/entry/verify-email' })
  switch (outcome.kind) {
    case 'signed_out':
      return <SignInFirst />
    case 'no_link':
      return <NoLink />
    case 'unverified':
      return <NoLink email={outcome.email} />
    case 'verified':
      return <Verified email={outcome.email} />
    case 'already_verified':
      return <AlreadyVerified email={outcome.email} />
    case 'refused':
      return <Refused email={outcome.email} />
    case 'failed':
      return <Failed error={outcome.error} />
  }
}

function NoLink({ email }: { email?: string }) {
  return (
    <Outcome
      icon={Mail}
      title="Check your email"
      text={
        <>
          Open the link that we sent to {email ? <strong>{email}</strong> : 'you'}. This page was opened
          without one.
        </>
      }
    >
      {email ? (
        <SendNewLink />
      ) : (
        <Link to={paths.signIn} className={buttonClass({ width: 'full' })}>
          Sign in
        </Link>
      )}
    </Outcome>
  )
}

function Verified({ email }: { email: string }) {
  return (
    <Outcome
      icon={CircleCheck}
      tone="good"
      title="Email verified"
      isNews
      text={
        <>
          <strong>{email}</strong> is verified.
        </>
      }
    >
      <Continue />
    </Outcome>
  )
}

function AlreadyVerified({ email }: { email: string }) {
  return (
    <Outcome
      icon={CircleCheck}
      tone="good"
      title="Already verified"
      isNews
      text={
        <>
          You're signed in as <strong>{email}</strong>, which is verified. There's nothing left to do, unless
          the link is for another account.
        </>
      }
    >
      <Continue />
      <OtherAccount />
    </Outcome>
  )
}

function Refused({ email }: { email: string }) {
  return (
    <Outcome
      icon={Unlink}
      tone="wait"
      title="This link doesn't work here"
      isNews
      text={
        <>
          You're signed in as <strong>{email}</strong>. This link is for another account, or it was used,
          replaced by a newer one, or is more than 24 hours old.
        </>
      }
    >
      <SendNewLink />
      <OtherAccount />
    </Outcome>
  )
}

function Failed({ error }: { error: unknown }) {
  const router = useRouter()
  const { message, requestId } = refusalNote(error)
  return (
    <Outcome icon={MailWarning} tone="wait" title="Not verified yet" isNews text="Your link is still good.">
      <RefusalNote message={message} requestId={requestId} />
      <Button width="full" onClick={() => void router.invalidate()}>
        Try again
      </Button>
    </Outcome>
  )
}

function Continue() {
  return (
    <Link to={paths.profile} className={buttonClass({ width: 'full' })}>
      Continue
    </Link>
  )
}

function SendNewLink() {
  return (
    <ResendButton
      label="Send a new link"
      variant="primary"
      width="full"
      onResend={() => loadRest().then((rest) => rest.auth.resendVerification())}
    />
  )
}

/** Signs out, and comes back here after signing in to the right account. */
function OtherAccount() {
  const navigate = useNavigate()
  const change = async () => {
    void session.signOut()
    await navigate({ to: paths.signIn, search: { next: paths.verifyEmail, reason: 'verify_email' } })
  }
  return (
    <Button variant="secondary" width="full" onClick={() => void change()}>
      Use another account
    </Button>
  )
}
