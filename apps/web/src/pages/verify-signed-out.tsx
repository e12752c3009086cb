import { Link } from '@tanstack/react-router'
import { Mail } from 'lucide-react'
import { paths } from '../paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Outcome } from '../ui/outcome.tsx'

/** What the link that verifies an address shows to whoever is signed out: nothing has happened yet. */
export function SignInFirst() {
  return (
    <>
      <Outcome
        icon={Mail}
        title="Verify your email"
        text="Sign in to the account that was created with your address. It goes on by itself then."
      >
        <Link
          to={paths.signIn}
          search={{ next: paths.verifyEmail, reason: 'verify_email' }}
          className={buttonClass({ width: 'full' })}
        >
          Sign in
        </Link>
      </Outcome>
      <details className="mt-4 text-sm text-muted">
        <summary className="py-3 font-medium text-link">This wasn't me</summary>
        <p>
          Then close this page. Opening the link confirms nothing: without signing in to that account, nothing
          happens.
        </p>
        <p className="mt-3">
          To have the account for yourself,{' '}
          <Link to={paths.forgotPassword} className="text-link underline underline-offset-2">
            set a password for it
          </Link>
          . Whatever the other person did with it is dropped.
        </p>
      </details>
    </>
  )
}
