import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { paths } from '../app/paths.ts'
import { ForgotForm } from '../features/passwords/forgot-form.tsx'
import { ResetSent } from '../features/passwords/reset-sent.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { textLink } from '../ui/text-link.ts'

/** Asking for a link that sets a new password. */
export function ForgotPasswordPage() {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const [isBack, setBack] = useState(false)
  return (
    <>
      {sentTo === null ? (
        <>
          <PageHeading key="ask" title="Forgot password" isNews={isBack}>
            Reset your password
          </PageHeading>
          <p className="mt-2 mb-6 text-muted">We'll mail you a link to choose a new one.</p>
          <ForgotForm submit="Send link" onSent={setSentTo} />
        </>
      ) : (
        <>
          <PageHeading key="sent" title="Check your email" isNews />
          <div className="mt-2">
            <ResetSent
              email={sentTo}
              onOtherAddress={() => {
                setBack(true)
                setSentTo(null)
              }}
            />
          </div>
        </>
      )}
      <p className="mt-6 text-sm text-muted">
        <Link to={paths.signIn} className={textLink}>
          Back to sign in
        </Link>
      </p>
    </>
  )
}
