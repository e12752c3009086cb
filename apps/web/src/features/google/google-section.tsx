import type { User } from '@runsite/shared/users'
import { useRef, useState } from 'react'
import { hasCode, refusalNote } from '../../api/refusal-message.ts'
import { SignInAgain } from '../../api/sign-in-again.tsx'
import { isOffered } from '../../api/sign-in-methods.ts'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { Section } from '../../ui/section.tsx'
import { googleLinkFailure } from './google-link-failure.ts'
import { UnlinkGoogle } from './unlink-google.tsx'
import { useLinkGoogle } from './use-google-link.ts'

type GoogleSectionProps = {
  user: Pick<User, 'has_google' | 'has_password'>
  /** The code that the way back from Google carried, where linking came to nothing. */
  failure: string | null
}

/** Whether one can sign in with Google, and changing that. Absent where this server has no Google sign-in. */
export function GoogleSection({ user, failure }: GoogleSectionProps) {
  const link = useLinkGoogle(`${paths.security}#google`)
  const heading = useRef<HTMLHeadingElement>(null)
  // Stays for as long as the page does, even when the last link to it was cut here.
  const [isShown] = useState(user.has_google || isOffered('google'))
  const isLinkable = !user.has_google && isOffered('google')
  if (!isShown) return null

  return (
    <Section id="google" headingRef={heading} title="Google">
      <div className="space-y-4 px-5 py-4 sm:px-6">
        {failure && !user.has_google && <Notice tone="bad">{googleLinkFailure(failure)}</Notice>}
        {hasCode(link.error, 'reauthentication_required') ? (
          <SignInAgain />
        ) : (
          link.error && <RefusalNote {...refusalNote(link.error)} />
        )}
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
          <div className="min-w-0 text-sm">
            <p className="font-medium">Google {user.has_google ? 'is linked' : "isn't linked"}</p>
            <p className="mt-1 text-muted">{explanation(user)}</p>
          </div>
          <UnlinkGoogle isLinked={user.has_google && user.has_password} heading={heading} />
          {isLinkable && (
            <Button
              variant="secondary"
              isBusy={link.isPending}
              onClick={() => link.isPending || link.mutate()}
            >
              Link Google
            </Button>
          )}
        </div>
      </div>
    </Section>
  )
}

function explanation({ has_google, has_password }: GoogleSectionProps['user']) {
  if (!has_google) return 'Link it to sign in without your password.'
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
