import { useEffect, useState } from 'react'

/**
 * A countdown: the seconds that are left, and how to start it anew.
 *
 * @param seconds what it starts from by itself
 */
export function useCountdown(seconds = 0): [secondsLeft: number, start: (seconds: number) => void] {
  const [{ until, now }, set] = useState(() => startingNow(seconds))
  useEffect(() => {
    if (until === 0) return
    const timer = setInterval(() => {
      const now = Date.now()
      set({ until, now })
      if (now >= until) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [until])

  return [Math.max(0, Math.ceil((until - now) / 1000)), (seconds) => set(startingNow(seconds))]
}

function startingNow(seconds: number): { until: number; now: number } {
  const now = Date.now()
  return { until: seconds > 0 ? now + seconds * 1000 : 0, now }
}

/** A span of seconds as a clock shows it: `0:42`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
