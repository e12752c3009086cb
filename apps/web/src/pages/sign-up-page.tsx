import { Link, useSearch } from '@tanstack/react-router'
import { UserRoundX } from 'lucide-react'
import { GoogleChoice } from '../features/google/google-choice.tsx'
import { SignUpForm } from '../features/passwords/sign-up-form.tsx'
import { isOffered } from '../parts/sign-in-methods.tsx'
import { paths } from '../paths.ts'
import { buttonClass, textLink } from '../ui/button.tsx'
import { Outcome } from '../ui/outcome.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Opening an account. */
export function SignUpPage() {
  const { next } = useSearch({ from: '/entry' })
  if (!isOffered('registration')) return <SignUpsClosed next={next} />
  return (
    <>
      <PageHeading title="Create your account" />
      <div className="mt-6 space-y-5">
        <GoogleChoice next={next} />
        <SignUpForm />
      </div>
      <p className="mt-6 text-sm text-muted">
        Have an account?{' '}
        <Link to={paths.signIn} search={next ? { next } : {}} className={textLink}>
          Sign in
        </Link>
      </p>
    </>
  )
}

function SignUpsClosed({ next }: { next: string | undefined }) {
  return (
    <Outcome
      icon={UserRoundX}
      title="Sign-ups are closed"
      text="No new accounts can be created on this server. If you need one, ask whoever runs it."
    >
      <Link to={paths.signIn} search={next ? { next } : {}} className={buttonClass({ width: 'full' })}>
        Sign in
      </Link>
    </Outcome>
  )
}
