import { Link, useSearch } from '@tanstack/react-router'
import { GoogleChoice } from '../features/google/google-choice.tsx'
import { returnError } from '../features/google/google-errors.ts'
import { SignInForm } from '../features/passwords/sign-in-form.tsx'
import { endedReason } from '../features/sessions/ended-reason.ts'
import { isOffered, lastSignInMethod } from '../parts/sign-in-methods.tsx'
import { paths } from '../paths.ts'
import { textLink } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'

/** Signing in, and why one has to. */
export function SignInPage() {
  const { reason, error, next } = useSearch({ from: '/entry' })
  return (
    <>
      <PageHeading title="Sign in">Sign in to Runsite</PageHeading>
      <div className="mt-6 space-y-5">
        {error !== undefined && <ReturnNotice code={error} />}
        {error === undefined && reason && (
          <Notice tone={reason === 'password_changed' ? 'good' : 'plain'}>{endedReason(reason)}</Notice>
        )}
        <GoogleChoice next={next} />
        <SignInForm
          isLastUsed={isOffered('google') && lastSignInMethod() === 'password'}
          forgotLink={
            <Link to={paths.forgotPassword} className={textLink}>
              Forgot password?
            </Link>
          }
        />
      </div>
      {isOffered('registration') && (
        <p className="mt-6 text-sm text-muted">
          New here?{' '}
          <Link to={paths.signUp} search={next ? { next } : {}} className={textLink}>
            Create an account
          </Link>
        </p>
      )}
    </>
  )
}

const waysOn = {
  'sign-up': { to: paths.signUp, label: 'Create an account' },
  'forgot-password': { to: paths.forgotPassword, label: 'Forgot your password?' },
}

function ReturnNotice({ code }: { code: string }) {
  const { message, next } = returnError(code)
  const way = next && (next !== 'sign-up' || isOffered('registration')) && waysOn[next]
  return (
    <Notice tone={code === 'google_denied' ? 'plain' : 'bad'}>
      {message}
      {way && (
        <>
          {' '}
          <Link to={way.to} className="font-medium underline underline-offset-2">
            {way.label}
          </Link>
        </>
      )}
    </Notice>
  )
}
