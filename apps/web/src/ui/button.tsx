import { cva, type VariantProps } from 'class-variance-authority'
import type { ButtonHTMLAttributes, Ref } from 'react'

/** How a button looks, for links that are one. */
export const buttonClass = cva(
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
  VariantProps<typeof buttonClass> & {
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
      className={buttonClass({ variant, width, className })}
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

/** A turning ring; decoration, so what is going on is said in words beside it. */
export function Spinner() {
  return (
    <svg viewBox="0 0 16 16" className="size-4 animate-spin" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeOpacity="0.3" strokeWidth="2" />
      <path
        d="M14.5 8A6.5 6.5 0 0 0 8 1.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}

/** How a link within a page looks: as tall as a finger, without pushing its line apart. */
export const textLink = '-my-3 inline-block py-3 font-medium text-link underline-offset-4 hover:underline'
