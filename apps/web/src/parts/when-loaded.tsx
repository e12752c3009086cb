import { useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { refusalNote } from '../api/refusal-message.ts'
import { Button } from '../ui/button.tsx'
import { RefusalNote } from '../ui/notice.tsx'

const slowAfterMs = 10_000

type WhenLoadedProps<Data> = {
  query: UseQueryResult<Data, unknown>
  /** What is loaded, as in "Loading your devices". */
  what: string
  /** Grey, in the layout of what will stand there. */
  skeleton: ReactNode
  children: (data: Data) => ReactNode
}

/**
 * A part of a page by the state of its data: its skeleton (after 150 ms), why it failed with a way to try again, or
 * itself. What is there stays readable whatever a later fetch says.
 */
export function WhenLoaded<Data>({ query, what, skeleton, children }: WhenLoadedProps<Data>) {
  const queries = useQueryClient()
  const isSlow = useSlow(query.isFetching && query.data === undefined, slowAfterMs)
  const [hasRetried, setHasRetried] = useState(false)
  const askAgain = () => {
    setHasRetried(true)
    // What comes for the first time is not fetched anew while it is under way, nor what else was asked with it.
    void queries.resetQueries({ predicate: ({ state }) => state.status === 'pending' })
  }
  if (query.data !== undefined) return children(query.data)
  if (query.isError) {
    return (
      <div className="space-y-4 p-5 sm:p-6">
        <RefusalNote {...refusalNote(query.error)} />
        <Button variant="secondary" isBusy={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      </div>
    )
  }
  return (
    <div aria-busy="true" className="appear-late">
      <p className="sr-only">Loading {what}</p>
      {skeleton}
      {isSlow && (
        <div role="status" className="flex flex-wrap items-center gap-3 px-5 pb-5 text-sm text-muted sm:px-6">
          {hasRetried ? 'Trying again…' : 'Still working…'}
          <Button variant="secondary" onClick={askAgain}>
            Try again
          </Button>
        </div>
      )}
    </div>
  )
}

/** Whether something has been under way for longer than this. */
function useSlow(isUnderWay: boolean, afterMs: number): boolean {
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    if (!isUnderWay) return
    const timer = setTimeout(() => setSlow(true), afterMs)
    return () => {
      clearTimeout(timer)
      setSlow(false)
    }
  }, [isUnderWay, afterMs])
  return isSlow
}
