import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { useConnection, useIsFailing } from '../../api/connection.ts'
import { hasCode } from '../../api/refusal-message.ts'
import { useSessionEnd } from '../../api/session-end.ts'
import { session } from '../../api/session.ts'
import { useMe } from '../../features/users/use-me.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { PageHeading, useArrivalFocus } from '../../ui/page-heading.tsx'
import { CantReach, FullPage, useRetries } from './cant-reach.tsx'
import { SessionEndedDialog } from './session-ended-dialog.tsx'

/** The account's pages, or what stands over or in place of them: without their session, or without the server. */
export function AccountStates({ children }: { children: ReactNode }) {
  const end = useSessionEnd()
  const { me, isOutOfReach, ...retries } = useServerWithinReach()

  if (end === 'switched' || end === 'replaced') return <OtherUserNotice />
  // On the way to the sign-in page.
  if (end === 'left') return null
  if (end === 'lost' && !me) return <ToSignIn />
  if (isOutOfReach) return <CantReach {...retries} />
  return (
    <>
      {children}
      {end === 'lost' && me && <SessionEndedDialog email={me.email} />}
    </>
  )
}

/** Leads to the sign-in page and back, where there is nothing yet to keep. */
function ToSignIn() {
  const router = useRouter()
  useEffect(() => {
    const search = { reason: session.endedReason() ?? '', next: router.state.location.href }
    void router.navigate({ to: paths.signIn, search, replace: true })
  }, [router])
  return null
}

/** Tries again who is signed in for as long as calls get no answer, and reads anew what failed meanwhile. */
function useServerWithinReach() {
  const me = useMe()
  const { refetch } = me
  const [wasOutOfReach, setOutOfReach] = useState(false)
  // A try under way says nothing yet.
  const isOutOfReach = me.data === undefined && (me.isError ? isWithoutAnswer(me.error) : wasOutOfReach)
  if (isOutOfReach !== wasOutOfReach) setOutOfReach(isOutOfReach)
  const retry = useCallback(() => refetch({ cancelRefetch: false }), [refetch])
  const retries = useRetries(useIsFailing() || isOutOfReach, retry)

  const queries = useQueryClient()
  const connection = useConnection()
  const before = useRef(connection)
  useEffect(() => {
    const isReachableAgain = before.current !== 'fine' && connection === 'fine'
    before.current = connection
    if (isReachableAgain)
      void queries.invalidateQueries({ predicate: ({ state }) => state.status === 'error' })
  }, [connection, queries])

  return { me: me.data, isOutOfReach, isTrying: me.isFetching, ...retries }
}

function isWithoutAnswer(error: unknown): boolean {
  return hasCode(error, 'unreachable') || hasCode(error, 'unavailable')
}

/** In the place of a page whose user another one has followed, in another tab. Nothing of either is here. */
function OtherUserNotice() {
  useArrivalFocus()
  return (
    <FullPage>
      <PageHeading title="Another account signed in" />
      <p className="mt-3 mb-6 text-muted">
        It signed in in another tab of this browser. What was open here belongs to the account before it.
        Reload to go on with the one that is signed in now.
      </p>
      <p>
        <Button onClick={() => window.location.reload()}>Reload</Button>
      </p>
    </FullPage>
  )
}
