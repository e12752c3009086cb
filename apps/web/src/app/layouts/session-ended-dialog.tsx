import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { session } from '../../api/session.ts'
import { rememberEmail } from '../../features/passwords/email-field.tsx'
import { SignInForm } from '../../features/passwords/sign-in-form.tsx'
import { endedReason } from '../../features/sessions/ended-reason.ts'
import { paths } from '../../paths.ts'
import { BlockingDialog } from '../../ui/blocking-dialog.tsx'
import { textLink } from '../../ui/button.tsx'

/** Over a page whose session was lost: the same user signs in here, and goes on where everything still stands. */
export function SessionEndedDialog({ email }: { email: string }) {
  const { href } = useLocation()
  const [reason] = useState(() => session.endedReason() ?? '')
  useState(() => rememberEmail(email))
  return (
    <BlockingDialog
      title="Your session ended"
      description={
        <>
          <p>{endedReason(reason)}</p>
          <p className="mt-1">Sign in to go on. What you typed is still here.</p>
        </>
      }
      focusField="password"
    >
      <SignInForm
        isLastUsed={false}
        forgotLink={
          <Link to={paths.forgotPassword} ignoreBlocker className={textLink}>
            Forgot password?
          </Link>
        }
      />
      <p className="mt-5 text-sm">
        <Link to={paths.signIn} search={{ reason, next: href }} ignoreBlocker className={textLink}>
          Go to the sign-in page
        </Link>
      </p>
    </BlockingDialog>
  )
}
