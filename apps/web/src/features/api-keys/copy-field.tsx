import { useId, useRef } from 'react'
import { CopyButton } from '../../ui/copy-button.tsx'

type CopyFieldProps = {
  label: string
  /** What is copied, as in "Copy API key". */
  what: string
  text: string
  isFirst?: boolean
  onCopied: () => void
}

/** A line to take away: read-only, selected as soon as it has focus, with a button that copies it. */
export function CopyField({ label, what, text, isFirst = false, onCopied }: CopyFieldProps) {
  const id = useId()
  const field = useRef<HTMLTextAreaElement | null>(null)
  return (
    <div data-slot="field">
      <label htmlFor={id} className="mb-1.5 block text-sm font-medium">
        {label}
      </label>
      <div className="flex flex-wrap items-start gap-2">
        <textarea
          id={id}
          ref={(element) => {
            if (isFirst && element && !field.current) element.focus()
            field.current = element
          }}
          readOnly
          rows={2}
          value={text}
          // A spelling service would send the key away.
          spellCheck={false}
          autoComplete="off"
          translate="no"
          onFocus={(event) => event.target.select()}
          className="field-sizing-content min-h-11 min-w-0 grow basis-64 resize-none rounded-lg border border-line bg-sunken px-3 py-2 font-mono text-base break-all sm:text-sm"
        />
        <CopyButton
          what={what}
          text={text}
          field={field}
          onCopied={onCopied}
          variant={isFirst ? 'primary' : 'secondary'}
        />
      </div>
    </div>
  )
}
