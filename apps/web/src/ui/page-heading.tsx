const product = 'Runsite'

type PageHeadingProps = {
  title: string
  /** What the page says has changed under the reader: takes focus, so that it is read and not missed. */
  isNews?: boolean
}

/** The page's one heading, and its title in the window, with the product's name. Takes focus after a navigation. */
export function PageHeading({ title, isNews = false }: PageHeadingProps) {
  return (
    <>
      <title>{title.endsWith(product) ? title : `${title} · ${product}`}</title>
      <h1
        ref={isNews ? takeFocus : undefined}
        tabIndex={-1}
        className="text-2xl font-semibold tracking-tight text-balance"
      >
        {title}
      </h1>
    </>
  )
}

function takeFocus(heading: HTMLElement | null): void {
  heading?.focus({ preventScroll: true })
}
