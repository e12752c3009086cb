import type { User } from '@runsite/shared/users'
import type { UseQueryResult } from '@tanstack/react-query'
import { WhenLoaded } from '../../parts/when-loaded.tsx'
import { Section } from '../../ui/section.tsx'
import { ChangePasswordForm } from './change-password-form.tsx'

type PasswordSectionProps = {
  me: UseQueryResult<User, unknown>
  unknownDevice: string | null
}

/** One's password: to change, or to set for the first time. */
export function PasswordSection({ me, unknownDevice }: PasswordSectionProps) {
  const isFirst = me.data?.has_password === false
  return (
    <Section
      id="password"
      title={isFirst ? 'Set a password' : 'Password'}
      description={`${isFirst ? 'Setting one' : 'Changing it'} signs out every other device. This one stays signed in.`}
    >
      <WhenLoaded query={me} what="your password settings" skeleton={<PasswordSkeleton />}>
        {(user) => <ChangePasswordForm user={user} unknownDevice={unknownDevice} />}
      </WhenLoaded>
    </Section>
  )
}

/** The first field of the form, to go on with. */
export function firstPasswordField(): HTMLElement | null {
  const field = document.querySelector<HTMLElement>('#password input[type=password]')
  // A dialog that closes gives focus without scrolling to it, and holds the page still until it is gone.
  requestAnimationFrame(() => field?.scrollIntoView({ block: 'center' }))
  return field
}

function PasswordSkeleton() {
  return (
    <>
      <div className="max-w-md space-y-5 p-5 sm:p-6">
        <FieldSkeleton />
        <div>
          <FieldSkeleton />
          <div className="mt-8.5 h-10 w-72 max-w-full rounded bg-sunken sm:h-5" />
        </div>
      </div>
      <div className="h-17 border-t border-line sm:h-16" />
    </>
  )
}

function FieldSkeleton() {
  return (
    <div>
      <div className="mb-1.5 h-5 w-28 rounded bg-sunken" />
      <div className="h-11 rounded-lg bg-sunken sm:h-10" />
    </div>
  )
}
