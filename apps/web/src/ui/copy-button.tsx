import { Check, Copy } from 'lucide-react'
import { type RefObject, useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'

type CopyButtonProps = {
  /** What is copied, as in "Copy API key". */
  what: string
  text: string
  /** Where the text stands: selected for copying by hand where the browser refuses. */
  field?: RefObject<HTMLInputElement | HTMLTextAreaElement | null>
  /** Told only of a copy that worked. */
  onCopied?: () => void
  variant?: 'primary' | 'secondary' | 'quiet'
  /** What stands on it. */
  label?: string
}

const shownMs = 2000

/** Copies a text, and says so only if it did. */
export function CopyButton({
  what,
  text,
  field,
  onCopied,
  variant = 'secondary',
  label = 'Copy',
}: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  useEffect(() => {
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome(null), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => {
    const isCopied = await copyText(text)
    setOutcome(isCopied ? 'copied' : 'refused')
    if (isCopied) return onCopied?.()
    field?.current?.focus()
    field?.current?.select()
  }

  return (
    <>
      <Button variant={variant} aria-label={`Copy ${what}`} onClick={() => void copy()}>
        <span className="inline-flex min-w-19 items-center justify-center gap-2">
          {outcome === 'copied' ? (
            <Check className="size-4" aria-hidden="true" />
          ) : (
            <Copy className="size-4" aria-hidden="true" />
          )}
          {outcome === 'copied' ? 'Copied' : label}
        </span>
      </Button>
      <span role="status" className={outcome === 'refused' ? 'text-sm text-muted' : 'sr-only'}>
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'Press Ctrl+C to copy.'}
      </span>
    </>
  )
}
