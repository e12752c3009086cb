import { type RefObject, useId, useRef } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'

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
export function CopyField({ label, what, text, variant = 'secondary', onCopied, field }: CopyFieldProps) {
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
