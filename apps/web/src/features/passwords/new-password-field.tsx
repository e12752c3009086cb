import { newPasswordLimits, passwordLength } from '@runsite/shared/rules'
import { clsx } from 'clsx'
import { type ChangeEvent, type ComponentProps, useEffect, useState } from 'react'
import { PasswordField } from '../../ui/password-field.tsx'
import type { About } from './estimate-strength.ts'
import { passwordHint } from './password-rules.ts'

type NewPasswordFieldProps = Omit<
  ComponentProps<typeof PasswordField>,
  'hint' | 'autoComplete' | 'passwordrules' | 'children'
> & {
  /** Whose password it will be, as far as it is known when it is asked: what it should not contain. */
  owner?: () => About
}

/**
 * A password to be set, with a meter that says how strong it is, why, and what to do. It only advises: beside it
 * belong `newPasswordRules` and what the server refuses.
 */
export function NewPasswordField({ owner = nothingKnown, onChange, ...field }: NewPasswordFieldProps) {
  const [typed, setTyped] = useState('')
  const reading = useStrength(typed, owner)
  return (
    <PasswordField
      {...field}
      autoComplete="new-password"
      passwordrules="minlength: 8;"
      hint={reading?.advice ?? passwordHint}
      onChange={(event: ChangeEvent<HTMLInputElement>) => {
        setTyped(event.target.value)
        onChange?.(event)
      }}
    >
      <StrengthMeter reading={reading} />
    </PasswordField>
  )
}

function nothingKnown(): About {
  return {}
}

const colours = ['', 'bg-bad', 'bg-wait', 'bg-good', 'bg-good']
const inks = ['', 'text-bad', 'text-wait', 'text-good', 'text-good']

/** Four steps with a word. What it says is read out half a second after the last key, not at each one. */
function StrengthMeter({ reading }: { reading: Reading | null }) {
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

/** What a meter shows: 1 to 4 steps with a word, and what to do where there is something to do. */
type Reading = {
  steps: 1 | 2 | 3 | 4
  word: 'Too short' | 'Guessable' | 'Good' | 'Strong'
  advice: string | null
}

const steps = { Guessable: 2, Good: 3, Strong: 4 } as const

/**
 * Reads how strong a password is, while it is typed. The estimator is fetched with the first one that is long enough.
 *
 * @param owner asked anew for each reading
 * @returns null while there is nothing to say
 */
function useStrength(password: string, owner: () => About): Reading | null {
  const [reading, setReading] = useState<Reading | null>(null)
  const missing = newPasswordLimits.minimum - passwordLength(password)

  useEffect(() => {
    if (missing > 0) return
    let isStale = false
    const read = async () => {
      const { estimateStrength } = await import('./estimate-strength.ts')
      if (isStale) return
      const { word, advice } = estimateStrength(password, owner())
      setReading({ steps: steps[word], word, advice })
    }
    // Without it the form does as well: the meter only advises.
    read().catch(() => setReading(null))
    return () => {
      isStale = true
    }
    // oxlint-disable-next-line react/exhaustive-deps
  }, [password])

  if (password === '') return null
  if (missing <= 0) return reading
  return {
    steps: 1,
    word: 'Too short',
    advice: missing === 1 ? 'One character more.' : `${missing} characters more.`,
  }
}
