/** The button beside the list's title while it loads. */
export function KeysActionShape() {
  return <div className="appear-late h-11 w-34 rounded-lg bg-sunken sm:h-10" />
}

/** The list of keys while it loads. */
export function KeysShape() {
  return (
    <div className="divide-y divide-line">
      <div className="h-10" />
      {[1, 2, 3].map((row) => (
        <div key={row} className="flex items-center justify-between gap-6 px-5 py-4 sm:px-6">
          <div className="space-y-2">
            <div className="h-4 w-36 rounded bg-sunken" />
            <div className="h-3 w-28 rounded bg-sunken" />
          </div>
          <div className="hidden h-4 w-72 rounded bg-sunken md:block" />
        </div>
      ))}
    </div>
  )
}
