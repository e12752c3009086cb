import { type InputHTMLAttributes, type Ref, useId } from 'react'

type RadioCardsProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'type' | 'value'> & {
  legend: string
  /** Each with a sentence of what choosing it means. */
  options: readonly { value: string; title: string; text: string }[]
  ref?: Ref<HTMLInputElement>
}

/** A choice of one, where each needs a sentence. */
export function RadioCards({ legend, options, className, ...radio }: RadioCardsProps) {
  const id = useId()
  return (
    <fieldset data-slot="field" className={className}>
      <legend className="mb-1.5 text-sm font-medium">{legend}</legend>
      <div className="space-y-2">
        {options.map(({ value, title, text }) => (
          <label
            key={value}
            className="flex items-start gap-3 rounded-lg border border-line px-3 py-2 text-sm hover:bg-sunken has-checked:border-ink has-checked:bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-focus"
          >
            <input
              {...radio}
              type="radio"
              value={value}
              aria-labelledby={`${id}-${value}`}
              aria-describedby={`${id}-${value}-text`}
              className="mt-0.5 size-4 shrink-0 accent-ink outline-none"
            />
            <span>
              <span id={`${id}-${value}`} className="block font-medium">
                {title}
              </span>
              <span id={`${id}-${value}-text`} className="block text-muted">
                {text}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
