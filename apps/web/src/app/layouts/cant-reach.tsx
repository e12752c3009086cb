import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { useCountdown } from '../../ui/countdown.ts'
import { Logo } from '../../ui/logo.tsx'
import { PageHeading, useArrivalFocus } from '../../ui/page-heading.tsx'

type CantReachProps = { secondsLeft: number; isTrying: boolean; tryNow: () => void }

/** In the place of the account while the server does not answer. It tries again by itself. */
export function CantReach({ secondsLeft, isTrying, tryNow }: CantReachProps) {
  useArrivalFocus()
  return (
    <FullPage>
      <PageHeading title={`Can't reach ${window.location.host}`} />
      <p className="mt-3 text-muted">
        You're still signed in. This page goes on by itself once the server answers.
      </p>
      <p className="mt-3 mb-6 text-sm text-muted">
        <span aria-hidden="true">
          {isTrying || secondsLeft === 0 ? 'Trying again…' : `Trying again in ${secondsLeft} s.`}
        </span>
        <span className="sr-only">It tries again every few seconds.</span>
      </p>
      <p>
        <Button isBusy={isTrying} onClick={() => isTrying || tryNow()}>
          Retry now
        </Button>
      </p>
    </FullPage>
  )
}

/** Around what stands in the place of a whole page. */
export function FullPage({ children }: { children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid min-h-dvh max-w-md content-center px-4 py-16">
      <div className="mb-6">
        <Logo />
      </div>
      {children}
    </main>
  )
}

const pausesSeconds = [1, 2, 4, 8, 15]

/**
 * Tries again for as long as something fails: after 1, 2, 4, 8, then every 15 seconds.
 *
 * @param retry stays the same function; its outcome shows in `isFailing`
 * @returns the seconds until the next try, 0 while it is under way; and how not to wait for it
 */
export function useRetries(
  isFailing: boolean,
  retry: () => Promise<unknown>,
): { secondsLeft: number; tryNow: () => void } {
  const [{ count, isNow }, setTries] = useState({ count: 0, isNow: false })
  const [secondsLeft, countDown] = useCountdown()

  useEffect(() => {
    if (!isFailing) return setTries({ count: 0, isNow: false })
    const pause = isNow ? 0 : (pausesSeconds[count] ?? 15)
    countDown(pause)
    let isStale = false
    const timer = setTimeout(() => {
      void retry().finally(() => isStale || setTries({ count: count + 1, isNow: false }))
    }, pause * 1000)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isFailing, count, isNow, retry])

  return { secondsLeft, tryNow: () => setTries({ count, isNow: true }) }
}
