import { useEffect, useState } from 'react'
import { useCountdown } from '../ui/use-countdown.ts'

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
