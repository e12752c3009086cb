import { type RefObject, useEffect, useRef, useState } from 'react'
import { Button } from './button.tsx'

type CopyButtonProps = {
  /** What is copied, as in "Copy API key". */
  what: string
  text: string
  /** Where the text stands, to be selected for copying by hand where the browser refuses; else a field appears then. */
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
  const own = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (outcome !== 'copied') return
    const timer = setTimeout(() => setOutcome(null), shownMs)
    return () => clearTimeout(timer)
  }, [outcome])

  const copy = async () => {
    const isCopied = await copyText(text)
    setOutcome(isCopied ? 'copied' : 'refused')
    if (isCopied) return onCopied?.()
    const place = (field ?? own).current
    place?.focus()
    place?.select()
  }

  return (
    <>
      <Button variant={variant} aria-label={`Copy ${what}`} onClick={() => void copy()}>
        <span className="inline-flex min-w-19 items-center justify-center gap-2">
          <CopyIcon isCopied={outcome === 'copied'} />
          {outcome === 'copied' ? 'Copied' : label}
        </span>
      </Button>
      <span role="status" className={outcome === 'refused' ? 'text-sm text-muted' : 'sr-only'}>
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'Press Ctrl+C to copy.'}
      </span>
      {outcome === 'refused' && !field && (
        <textarea
          ref={own}
          aria-label={`${what.charAt(0).toUpperCase()}${what.slice(1)}`}
          readOnly
          rows={1}
          value={text}
          // It is there for the press that failed.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          onFocus={({ target }) => target.select()}
          className="field-sizing-content block min-h-11 w-full resize-none rounded-lg border border-line bg-sunken px-3 py-2.5 font-mono text-base text-ink sm:min-h-10 sm:text-sm"
        />
      )}
    </>
  )
}

/** Lucide's `copy` and `check`, drawn here: the sign-in page has this button, and no icon library for it. */
function CopyIcon({ isCopied }: { isCopied: boolean }) {
  return (
    <svg
      viewBox="0 0 24 24"
      className="size-4 fill-none stroke-current stroke-2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {isCopied ? (
        <path d="M20 6 9 17l-5-5" />
      ) : (
        <>
          <rect width="14" height="14" x="8" y="8" rx="2" ry="2" />
          <path d="M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2" />
        </>
      )}
    </svg>
  )
}

/**
 * Puts a text on the clipboard. Plain-http pages have no Clipboard API: there it uses the older `execCommand`.
 *
 * @returns whether it is there
 */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.readOnly = true
  area.className = 'sr-only'
  // Within an open dialog, which would take focus back from what is outside.
  const host = before?.closest('[role="dialog"], [role="alertdialog"]') ?? document.body
  host.append(area)
  area.select()
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    area.remove()
    if (before instanceof HTMLElement) before.focus()
  }
}
