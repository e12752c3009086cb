import { useEffect, useState } from 'react'

/** Counts down from a number of seconds; starts again whenever `cause` is another one. */
export function useCountdown(cause: unknown, seconds: number | null): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (!cause || !seconds) return setLeft(0)
    const until = Date.now() + seconds * 1000
    const tick = () => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000)))
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [cause, seconds])
  return left
}
