import type { User } from '@runsite/shared/users'
import { type RefObject, useState } from 'react'
import { hasCode, refusalNote } from '../../api/refusal-message.ts'
import { SignInAgain } from '../../api/sign-in-again.tsx'
import { isOffered } from '../../api/sign-in-methods.ts'
import { paths } from '../../app/paths.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { googleLinkFailure } from './google-link-failure.ts'
import { UnlinkGoogle } from './unlink-google.tsx'
import { useLinkGoogle } from './use-google-link.ts'

type GoogleLinkProps = {
  user: Pick<User, 'has_google' | 'has_password'>
  failure: string | null
  heading: RefObject<HTMLHeadingElement | null>
}

/** Says whether Google is linked, and links or unlinks it. */
export function GoogleLink({ user, failure, heading }: GoogleLinkProps) {
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
      {needsSignIn && <SignInAgain deed="link Google" />}
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
