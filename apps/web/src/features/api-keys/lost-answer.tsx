import type { ApiKey } from '@runsite/shared/api-keys'
import { useEffect, useRef, useState } from 'react'
import { isInDoubt } from '../../api/refusal-message.ts'
import { useServerForm } from '../../parts/server-form.ts'
import { FormActions } from '../../ui/dialog.tsx'
import { RefusalNote } from '../../ui/notice.tsx'
import { keyStart } from './key-state.ts'
import { useRereadKeys } from './use-api-keys.ts'

/** What became of a call whose answer was lost, as far as the list tells. */
export type LostAnswer = { kind: 'unknown' } | { kind: 'undone' } | { kind: 'done'; key: ApiKey }

type Check = (key: ApiKey) => boolean

/**
 * Finds out by the list what became of a call whose answer, with the secret in it, was lost: sent again unseen, it
 * would leave a key that nobody knows of.
 */
export function useLostAnswer() {
  const { reread, forget } = useRereadKeys()
  const [lost, setLost] = useState<(LostAnswer & { isDone: Check }) | null>(null)

  const checkList = async (isDone: Check) => {
    const keys = await reread().catch(() => null)
    const key = keys?.find(isDone)
    const found: LostAnswer = !keys ? { kind: 'unknown' } : key ? { kind: 'done', key } : { kind: 'undone' }
    setLost({ ...found, isDone })
    return found.kind
  }

  return {
    lost,
    /** Does it; or, while it is unknown what became of the last try, looks again instead. */
    attempt: async (action: () => Promise<unknown>, isDone: Check): Promise<void> => {
      if (lost?.kind === 'unknown') return void (await checkList(lost.isDone))
      setLost(null)
      try {
        await action()
      } catch (error) {
        // Not done, it can be shown as any failure.
        if (!isInDoubt(error) || (await checkList(isDone)) === 'undone') throw error
      }
    },
    /** Leaves it: unknown still, nothing is offered before the list has been read. */
    leave: () => {
      if (lost?.kind === 'unknown') forget()
    },
  }
}

type LostKeyProps = {
  /** What was done although its answer never came. */
  story: string
  keyFound: ApiKey
  /** What a new secret costs, if anything. */
  consequence?: string | undefined
  /** Rejects with what the server said. */
  onRotate: () => Promise<unknown>
  onClose: () => void
}

/** Tells of a key whose secret was lost on the way, and offers another secret for it. */
export function LostKey({ story, keyFound, consequence, onRotate, onClose }: LostKeyProps) {
  const entry = useServerForm({}, onRotate)
  const offer = useRef<HTMLButtonElement>(null)
  // It takes the place of a form whose button had the focus.
  useEffect(() => offer.current?.focus(), [])
  return (
    <form {...entry.handlers} className="space-y-5">
      {entry.refusal && <RefusalNote {...entry.refusal} />}
      <RefusalNote message={story} />
      <p className="text-sm">
        <span className="font-medium">{keyFound.name}</span>{' '}
        <code className="font-mono text-muted">{keyStart(keyFound)}</code>
      </p>
      <p className="text-sm text-muted">
        Its secret can't be shown any more. Give it a new one, or close this and revoke it in the list.
        {consequence && ` ${consequence}`}
      </p>
      <FormActions entry={entry} leave="Close" onLeave={onClose} submitRef={offer}>
        Get a new secret
      </FormActions>
    </form>
  )
}
