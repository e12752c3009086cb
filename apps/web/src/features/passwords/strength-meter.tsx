import { clsx } from 'clsx'
import { useEffect, useState } from 'react'
import type { Reading } from './use-strength.ts'

const colours = ['', 'bg-bad', 'bg-wait', 'bg-good', 'bg-good']
const inks = ['', 'text-bad', 'text-wait', 'text-good', 'text-good']

/** Four steps with a word. What it says is read out half a second after the last key, not at each one. */
export function StrengthMeter({ reading }: { reading: Reading | null }) {
  const { steps = 0, word = '', advice } = reading ?? {}
  return (
    <>
      <div
        role="meter"
        aria-label="Password strength"
        aria-valuemin={0}
        aria-valuemax={4}
        aria-valuenow={steps}
        aria-valuetext={word || 'Nothing typed yet'}
        className="mt-2 flex h-5 items-center gap-1.5"
      >
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={clsx(
              'h-1 flex-1 rounded-full transition-colors forced-colors:border',
              step <= steps ? `${colours[steps]} forced-colors:bg-[CanvasText]` : 'bg-line',
            )}
          />
        ))}
        <span className={clsx('w-18 text-right text-xs font-medium', inks[steps])}>{word}</span>
      </div>
      <Announcement text={[word && `${word}.`, advice].filter(Boolean).join(' ')} />
    </>
  )
}

function Announcement({ text }: { text: string }) {
  const [said, setSaid] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 500)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <span aria-live="polite" className="sr-only">
      {said}
    </span>
  )
}
