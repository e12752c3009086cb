import type { User } from '@runsite/shared/users'
import type { UseQueryResult } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Loaded } from '../../api/loaded.tsx'
import { isOffered } from '../../api/sign-in-methods.ts'
import { Section } from '../../ui/section.tsx'
import { GoogleLink } from './google-link.tsx'

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
      <Loaded query={me} what="your Google link" shape={<div className="h-33 sm:h-19" />}>
        {(user) => <GoogleLink user={user} failure={failure} heading={heading} />}
      </Loaded>
    </Section>
  )
}
