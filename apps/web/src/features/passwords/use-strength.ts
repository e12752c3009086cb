import { useEffect, useState } from 'react'
import type { About } from './estimate-strength.ts'
import { codePoints, leastCharacters } from './password-rules.ts'

/** What a meter shows: 1 to 4 steps with a word, and what to do where there is something to do. */
export type Reading = {
  steps: 1 | 2 | 3 | 4
  word: 'Too short' | 'Guessable' | 'Good' | 'Strong'
  advice: string | null
}

const steps = { Guessable: 2, Good: 3, Strong: 4 } as const

/**
 * Reads how strong a password is, while it is typed. The estimator is fetched with the first one that is long enough.
 *
 * @param whose asked anew for each reading
 * @returns null while there is nothing to say
 */
export function useStrength(password: string, whose: () => About): Reading | null {
  const [reading, setReading] = useState<Reading | null>(null)
  const missing = leastCharacters - codePoints(password)

  useEffect(() => {
    if (missing > 0) return
    let isStale = false
    const read = async () => {
      const { estimateStrength } = await import('./estimate-strength.ts')
      if (isStale) return
      const { word, advice } = estimateStrength(password, whose())
      setReading({ steps: steps[word], word, advice })
    }
    // Without it the form does as well: the meter only advises.
    read().catch(() => setReading(null))
    return () => {
      isStale = true
    }
    // oxlint-disable-next-line react/exhaustive-deps
  }, [password])

  if (password === '') return null
  if (missing <= 0) return reading
  return {
    steps: 1,
    word: 'Too short',
    advice: missing === 1 ? 'One character more.' : `${missing} characters more.`,
  }
}
