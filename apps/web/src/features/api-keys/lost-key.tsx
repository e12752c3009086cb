import type { ApiKey } from '@runsite/shared/api-keys'
import { useEffect, useRef } from 'react'
import { useServerForm } from '../../api/use-server-form.ts'
import { RefusalNote } from '../../ui/refusal-note.tsx'
import { KeyFormActions } from './key-form-actions.tsx'
import { keyStart } from './key-state.ts'

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
      <KeyFormActions entry={entry} leave="Close" onLeave={onClose} submitRef={offer}>
        Get a new secret
      </KeyFormActions>
    </form>
  )
}
