import type { User } from '@runsite/shared/users'
import type { UseQueryResult } from '@tanstack/react-query'
import { type RefObject, useRef, useState } from 'react'
import { hasCode, refusalNote } from '../../api/refusal-message.ts'
import { SignInAgain } from '../../parts/sign-in-again.tsx'
import { isOffered } from '../../parts/sign-in-methods.tsx'
import { WhenLoaded } from '../../parts/when-loaded.tsx'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Notice, RefusalNote } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { googleLinkFailure } from './google-errors.ts'
import { UnlinkGoogle } from './unlink-google.tsx'
import { useLinkGoogle } from './use-google-link.ts'

type GoogleSectionProps = {
  me: UseQueryResult<User, unknown>
  /** The code that the way back from Google carried, where linking came to nothing. */
  failure: string | null
}

/** Whether one can sign in with Google, and changing that. Absent where this server has no Google sign-in. */
export function GoogleSection({ me, failure }: GoogleSectionProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const isLinked = me.data?.has_google ?? false
  // Stays for as long as the page does, even where the link that was cut here cannot be made again.
  const [wasLinked, setWasLinked] = useState(isLinked)
  if (isLinked && !wasLinked) setWasLinked(true)
  if (!isOffered('google') && !isLinked && !wasLinked) return null
  // The password's section says it already.
  if (me.isError && !me.data) return null

  return (
    <Section id="google" headingRef={heading} title="Google">
      <WhenLoaded query={me} what="your Google link" skeleton={<div className="h-33 sm:h-19" />}>
        {(user) => <GoogleLink user={user} failure={failure} heading={heading} />}
      </WhenLoaded>
    </Section>
  )
}

type GoogleLinkProps = {
  user: Pick<User, 'has_google' | 'has_password'>
  failure: string | null
  heading: RefObject<HTMLHeadingElement | null>
}

/** Says whether Google is linked, and links or unlinks it. */
function GoogleLink({ user, failure, heading }: GoogleLinkProps) {
  const link = useLinkGoogle(`${paths.security}#google`)
  const isLinkable = !user.has_google && isOffered('google')
  // What failed is old news once it has been done otherwise, here or in another tab.
  const [wasLinked] = useState(user.has_google)
  const needsSignIn = hasCode(link.error, 'reauthentication_required')

  return (
    <div className="space-y-4 px-5 py-4 sm:px-6">
      {failure && user.has_google === wasLinked && (
        <Notice tone="bad">{googleLinkFailure(failure, wasLinked)}</Notice>
      )}
      {needsSignIn && <SignInAgain purpose="link Google" />}
      {link.error && !needsSignIn && <RefusalNote {...refusalNote(link.error)} />}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 text-sm">
          <p className="font-medium">Google {user.has_google ? 'is linked' : "isn't linked"}</p>
          <p className="mt-1 text-muted">{explanation(user)}</p>
        </div>
        <UnlinkGoogle isLinked={user.has_google && user.has_password} heading={heading} />
        {isLinkable && (
          <Button variant="secondary" isBusy={link.isPending} onClick={() => link.isPending || link.mutate()}>
            Link Google
          </Button>
        )}
      </div>
    </div>
  )
}

function explanation({ has_google, has_password }: GoogleLinkProps['user']) {
  if (!has_google && isOffered('google')) return 'Link it to sign in without your password.'
  if (!has_google) return "This server doesn't offer signing in with Google."
  if (has_password) return 'You can sign in with Google or with your password.'
  return (
    <>
      It's your only way to sign in.{' '}
      <a
        href={`${paths.security}#password`}
        className="inline-block py-1 font-medium text-link underline-offset-4 hover:underline"
      >
        Set a password
      </a>{' '}
      to be able to unlink it.
    </>
  )
}
