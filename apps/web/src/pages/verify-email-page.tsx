import { Link, useLoaderData, useNavigate, useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { refusalNote } from '../api/refusal-message.ts'
import { ResendButton } from '../api/resend-button.tsx'
import { rest } from '../api/session.ts'
import { paths } from '../app/paths.ts'
import { Button, buttonLook } from '../ui/button.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { RefusalNote } from '../ui/refusal-note.tsx'
import { textLink } from '../ui/text-link.ts'

/** Where the link that verifies an address leads: what became of it, and how to go on. */
export function VerifyEmailPage() {
  const outcome = useLoaderData({ from: '/entry/verify-email' })
  switch (outcome.kind) {
    case 'signed_out':
      return <SignInFirst />
    case 'verified':
      return (
        <Result isNews title="Email verified" text={<>{strong(outcome.email)} is verified.</>}>
          <Continue />
        </Result>
      )
    case 'already_verified':
      return (
        <Result
          isNews
          title="Already verified"
          text={
            <>You're signed in as {strong(outcome.email)}, which is verified. There's nothing left to do.</>
          }
        >
          <Continue />
          <OtherAccount />
        </Result>
      )
    case 'refused':
      return (
        <Result
          isNews
          title="This link doesn't work here"
          text={
            <>
              You're signed in as {strong(outcome.email)}. This link is for another account, or it was used,
              replaced by a newer one, or is more than 24 hours old.
            </>
          }
        >
          <SendNewLink />
          <OtherAccount />
        </Result>
      )
    case 'unverified':
      return (
        <Result
          title="Check your email"
          text={<>Open the link that we sent to {strong(outcome.email)}. This page was opened without one.</>}
        >
          <SendNewLink />
        </Result>
      )
    case 'no_link':
      return (
        <Result title="Check your email" text="Open the link in our mail. This page was opened without one.">
          <Link to={paths.signIn} className={buttonLook({ width: 'full' })}>
            Sign in
          </Link>
        </Result>
      )
    case 'failed':
      return <Failed error={outcome.error} />
  }
}

type ResultProps = { title: string; text: ReactNode; isNews?: boolean; children: ReactNode }

function Result({ title, text, isNews = false, children }: ResultProps) {
  return (
    <>
      <PageHeading key={title} title={title} isNews={isNews} />
      <p className="mt-2 text-muted">{text}</p>
      <div className="mt-6 flex flex-wrap gap-3">{children}</div>
    </>
  )
}

function SignInFirst() {
  return (
    <>
      <Result
        title="Verify your email"
        text="Sign in to the account that was created with your address. It goes on by itself then."
      >
        <Link
          to={paths.signIn}
          search={{ next: paths.verifyEmail, reason: 'verify_email' }}
          className={buttonLook({ width: 'full' })}
        >
          Sign in
        </Link>
      </Result>
      <details className="mt-6 text-sm text-muted">
        <summary className="-mx-1 rounded px-1 py-3 font-medium text-link">This wasn't me</summary>
        <p className="mt-1">
          Then close this page. Opening the link confirms nothing: without signing in to that account, nothing
          happens.
        </p>
        <p className="mt-3">
          To have the account for yourself,{' '}
          <Link to={paths.forgotPassword} className={textLink}>
            set a password for it
          </Link>
          . Whatever the other person did with it is dropped.
        </p>
      </details>
    </>
  )
}

function Continue() {
  return (
    <Link to={paths.profile} className={buttonLook({ width: 'full' })}>
      Continue
    </Link>
  )
}

function SendNewLink() {
  return <ResendButton label="Send a new link" onResend={() => rest.auth.resendVerification()} />
}

/** Signs out, and comes back here after signing in to the right account. */
function OtherAccount() {
  const navigate = useNavigate()
  const change = async () => {
    void rest.auth.logout()
    await navigate({ to: paths.signIn, search: { next: paths.verifyEmail, reason: 'verify_email' } })
  }
  return (
    <Button variant="secondary" onClick={() => void change()}>
      Use another account
    </Button>
  )
}

function Failed({ error }: { error: unknown }) {
  const router = useRouter()
  const { message, requestId } = refusalNote(error)
  return (
    <>
      <PageHeading title="Not verified yet" />
      <div className="mt-6 space-y-5">
        <RefusalNote message={message} requestId={requestId} />
        <Button width="full" onClick={() => void router.invalidate()}>
          Try again
        </Button>
      </div>
    </>
  )
}

function strong(email: string): ReactNode {
  return <strong className="font-medium text-ink">{email}</strong>
}
