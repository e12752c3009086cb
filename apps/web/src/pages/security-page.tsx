import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { GoogleSection } from '../features/google/google-section.tsx'
import { firstPasswordField, PasswordSection } from '../features/passwords/password-section.tsx'
import { DevicesSection } from '../features/sessions/devices-section.tsx'
import { useMe } from '../features/users/use-me.ts'
import { paths } from '../paths.ts'
import { PageHeading } from '../ui/page-heading.tsx'

/** How one signs in, and where one is signed in. */
export function SecurityPage() {
  const me = useMe()
  const googleFailure = useGoogleFailure()
  const [unknownDevice, setUnknownDevice] = useState<string | null>(null)

  return (
    <>
      <PageHeading title="Security" />
      <div className="mt-8 space-y-10">
        <PasswordSection me={me} unknownDevice={unknownDevice} />
        <GoogleSection me={me} failure={googleFailure} />
        <DevicesSection
          hasPassword={me.data?.has_password ?? true}
          onUnknownSignedOut={setUnknownDevice}
          focusAfterUnknown={firstPasswordField}
        />
      </div>
    </>
  )
}

/** The code that the way back from Google carries, taken out of the address so that a reload does not say it again. */
function useGoogleFailure(): string | null {
  const { error } = useSearch({ from: '/settings/security' })
  const navigate = useNavigate()
  const [failure] = useState(error ?? null)
  useEffect(() => {
    if (error) void navigate({ to: paths.security, hash: 'google', replace: true })
  }, [error, navigate])
  return failure
}
