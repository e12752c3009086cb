import { Link, useSearch } from '@tanstack/react-router'
import { googleReturnPath, paths } from '../app/paths.ts'
import { GoogleChoice } from '../features/google/google-choice.tsx'
import { SignInForm } from '../features/passwords/sign-in-form.tsx'
import { endedReason } from '../features/sessions/ended-reason.ts'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Signing in, and why one has to. */
export function SignInPage() {
  const { reason, next } = useSearch({ from: '/entry' })
  return (
    <>
      <PageHeading title="Sign in">Sign in to Runsite</PageHeading>
      <div className="mt-6 space-y-5">
        {reason && <Notice>{endedReason(reason)}</Notice>}
        <GoogleChoice returnTo={googleReturnPath(next)} />
        <SignInForm />
      </div>
      <p className="mt-6 text-sm text-muted">
        New here?{' '}
        <Link
          to={paths.signUp}
          search={next ? { next } : {}}
          className="-my-3 inline-block py-3 font-medium text-link underline-offset-4 hover:underline"
        >
          Create an account
        </Link>
      </p>
    </>
  )
}
