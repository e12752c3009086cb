import { type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { IssuedKey } from './use-api-keys.ts'

type KeyShownOnceProps = {
  issued: IssuedKey
  /** What else there is to know about it. */
  children?: ReactNode
  onClose: () => void
  /** What to focus after closing; by default the heading of the list. */
  finalFocus?: () => HTMLElement | null
}

/**
 * The secret of a key, this once. It closes by its button; by Esc and a press outside only after it was copied, so
 * that a slip loses nothing. The secret lives in this component's owner, and goes with it.
 */
export function KeyShownOnce({ issued, children, onClose, finalFocus = listHeading }: KeyShownOnceProps) {
  const [isCopied, setCopied] = useState(false)
  const { key, plaintext_key } = issued
  const keyField = useRef<HTMLTextAreaElement>(null)
  useClosedWithPage(onClose)
  const noteCopied = () => setCopied(true)

  return (
    <Dialog
      isOpen
      {...(isCopied && { onClose })}
      title="Save your API key"
      description={`This is the only time the key for ${key.name} is shown. Put it where your program reads it.`}
      initialFocus={keyField}
      finalFocus={finalFocus}
    >
      <div className="space-y-4">
        {children}
        <CopyField
          label="API key"
          what="API key"
          text={plaintext_key}
          variant="primary"
          field={keyField}
          onCopied={noteCopied}
        />
        <CopyField label="Try it" what="curl command" text={curlLine(plaintext_key)} onCopied={noteCopied} />
        <CopyField
          label="For a .env file"
          what=".env line"
          text={`RUNSITE_API_KEY=${plaintext_key}`}
          onCopied={noteCopied}
        />
        <div className="flex justify-end">
          <Button variant="secondary" onClick={onClose}>
            {isCopied ? 'Done' : "I've saved it"}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

/** The heading of the list of keys, which stays whatever becomes of a row. */
export function listHeading(): HTMLElement | null {
  return document.querySelector('#keys h2')
}

/** Closes as the page is left, before the browser may keep a picture of it for the way back. */
function useClosedWithPage(onClose: () => void): void {
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  })
  useEffect(() => {
    const leave = () => flushSync(close.current)
    window.addEventListener('pagehide', leave)
    return () => window.removeEventListener('pagehide', leave)
  }, [])
}

type CopyFieldProps = {
  label: string
  /** What is copied, as in "Copy API key". */
  what: string
  text: string
  variant?: 'primary' | 'secondary'
  onCopied: () => void
  /** For whoever wants to put focus there. */
  field?: RefObject<HTMLTextAreaElement | null>
}

/** A line to take away: read-only, selected as soon as it has focus, with a button that copies it. */
function CopyField({ label, what, text, variant = 'secondary', onCopied, field }: CopyFieldProps) {
  const id = useId()
  const own = useRef<HTMLTextAreaElement>(null)
  return (
    <div data-slot="field">
      <div className="mb-1.5 flex flex-wrap items-end justify-between gap-x-3 gap-y-1">
        <label htmlFor={id} className="text-sm font-medium">
          {label}
        </label>
        <CopyButton what={what} text={text} field={field ?? own} onCopied={onCopied} variant={variant} />
      </div>
      <textarea
        id={id}
        ref={field ?? own}
        readOnly
        rows={2}
        value={text}
        // A spelling service would send the key away.
        spellCheck={false}
        autoComplete="off"
        translate="no"
        onFocus={(event) => event.target.select()}
        className="field-sizing-content block min-h-11 w-full resize-none rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-base sm:text-sm"
      />
    </div>
  )
}

/** A command that tries a key: reads whose it is. */
export function curlLine(key: string): string {
  return `curl -H "Authorization: Bearer ${key}" ${window.location.origin}/api/users/me`
}
