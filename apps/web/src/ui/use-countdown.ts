import { useEffect, useState } from 'react'

/** A countdown: the seconds that are left, and how to start it anew. */
export function useCountdown(): [secondsLeft: number, start: (seconds: number) => void] {
  const [{ until, now }, set] = useState({ until: 0, now: 0 })
  useEffect(() => {
    if (until === 0) return
    const timer = setInterval(() => {
      const now = Date.now()
      set({ until, now })
      if (now >= until) clearInterval(timer)
    }, 250)
    return () => clearInterval(timer)
  }, [until])

  const start = (seconds: number) => {
    const now = Date.now()
    set({ until: now + seconds * 1000, now })
  }
  return [Math.max(0, Math.ceil((until - now) / 1000)), start]
}
