import { cva, type VariantProps } from 'class-variance-authority'
import type { ButtonHTMLAttributes, Ref } from 'react'
import { Spinner } from './spinner.tsx'

/** How a button looks, for links that are one. */
export const buttonLook = cva(
  'relative inline-flex min-h-11 items-center justify-center rounded-lg px-4 text-sm font-medium transition-colors select-none sm:min-h-10 aria-disabled:cursor-default',
  {
    variants: {
      variant: {
        primary: 'bg-primary text-on-primary border border-transparent hover:bg-primary-hover',
        secondary: 'border border-line bg-surface text-ink hover:bg-sunken',
        danger: 'border border-transparent bg-danger text-on-danger hover:bg-danger-hover',
        quiet: 'border border-transparent text-ink hover:bg-sunken',
      },
      width: { auto: '', full: 'w-full' },
    },
    defaultVariants: { variant: 'primary', width: 'auto' },
  },
)

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> &
  VariantProps<typeof buttonLook> & {
    /** At work: keeps its width, and is announced as unavailable without losing focus. */
    isBusy?: boolean
    /** Cannot be pressed just now, and says elsewhere why. */
    isPaused?: boolean
    ref?: Ref<HTMLButtonElement>
  }

/** A button. It is never disabled to ask for more input: it submits, and errors appear. */
export function Button({
  variant,
  width,
  isBusy = false,
  isPaused = false,
  children,
  className,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      // oxlint-disable-next-line react/button-has-type
      type={type}
      data-slot="button"
      aria-disabled={isBusy || isPaused || undefined}
      className={buttonLook({ variant, width, className })}
    >
      <span className={isBusy ? 'opacity-0' : isPaused ? 'opacity-60' : undefined}>{children}</span>
      {isBusy && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
    </button>
  )
}
