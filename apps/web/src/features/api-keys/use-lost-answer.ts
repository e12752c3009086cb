import type { ApiKey } from '@runsite/shared/api-keys'
import { useState } from 'react'
import { isInDoubt } from '../../api/is-in-doubt.ts'
import { useRereadKeys } from './use-api-keys.ts'

/** What became of a deed whose answer was lost, as far as the list tells. */
export type LostAnswer = { kind: 'unknown' } | { kind: 'undone' } | { kind: 'done'; key: ApiKey }

type Check = (key: ApiKey) => boolean

/**
 * Finds out by the list what became of a deed whose answer, with the secret in it, was lost: sent again unseen, it
 * would leave a key that nobody knows of.
 */
export function useLostAnswer() {
  const { reread, forget } = useRereadKeys()
  const [lost, setLost] = useState<(LostAnswer & { isDone: Check }) | null>(null)

  const look = async (isDone: Check) => {
    const keys = await reread().catch(() => null)
    const key = keys?.find(isDone)
    const found: LostAnswer = !keys ? { kind: 'unknown' } : key ? { kind: 'done', key } : { kind: 'undone' }
    setLost({ ...found, isDone })
    return found.kind
  }

  return {
    lost,
    /** Does it; or, while it is unknown what became of the last try, looks again instead. */
    attempt: async (deed: () => Promise<unknown>, isDone: Check): Promise<void> => {
      if (lost?.kind === 'unknown') return void (await look(lost.isDone))
      setLost(null)
      try {
        await deed()
      } catch (error) {
        // Not done, it can be shown as any failure.
        if (!isInDoubt(error) || (await look(isDone)) === 'undone') throw error
      }
    },
    /** Leaves it: unknown still, nothing is offered before the list has been read. */
    leave: () => {
      if (lost?.kind === 'unknown') forget()
    },
  }
}
