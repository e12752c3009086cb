import { useEffect } from 'react'

type PageHeadingProps = {
  title: string
  /** The heading, where that names the product too; the title has it already. */
  children?: string
  /** What the page says has changed under the reader: takes focus, so that it is read and not missed. */
  isNews?: boolean
}

/** The page's one heading, and its title in the window, with the product's name. Takes focus after a navigation. */
export function PageHeading({ title, children = title, isNews = false }: PageHeadingProps) {
  return (
    <>
      <title>{`${title} · Runsite`}</title>
      <h1
        ref={isNews ? takeFocus : undefined}
        tabIndex={-1}
        className="text-2xl font-semibold tracking-tight text-balance"
      >
        {children}
      </h1>
    </>
  )
}

function takeFocus(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true })
}

/** Moves focus to the page's heading once: for what takes a page's place without a navigation. */
export function useArrivalFocus(): void {
  useEffect(() => document.querySelector('h1')?.focus(), [])
}
