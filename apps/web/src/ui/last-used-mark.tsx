/** Marks the way one signed in last time, at the corner of its button. The parent is `relative`. */
export function LastUsedMark() {
  return (
    <span className="pointer-events-none absolute -top-2.5 right-3 rounded-full border border-line bg-surface px-2 py-0.5 text-xs text-muted">
      Last used
    </span>
  )
}
