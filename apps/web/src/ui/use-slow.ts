import { useEffect, useState } from 'react'

/** Whether something has been under way for longer than this. */
export function useSlow(isUnderWay: boolean, afterMs: number): boolean {
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
