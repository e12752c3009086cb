/** The page's one heading, and its title in the window. Takes focus after a navigation. */
export function PageHeading({ title, children }: { title: string; children?: string }) {
  return (
    <>
      <title>{`${title} · Runsite`}</title>
      <h1 tabIndex={-1} className="text-2xl font-semibold tracking-tight text-balance">
        {children ?? title}
      </h1>
    </>
  )
}
