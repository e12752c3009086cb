/**
 * Calls back whenever what this tab knows of the session may be old: another tab spoke, or this one was asleep.
 *
 * @param watch hears the other tabs
 * @param onOnline is called when the network is back
 */
export function followTab(
  watch: (onChange: (endedBecause: string | null) => void) => void,
  sync: (endedBecause?: string | null) => void,
  onOnline: () => void,
): void {
  watch(sync)
  if (typeof window === 'undefined') return
  window.addEventListener('pageshow', () => sync())
  window.addEventListener('online', onOnline)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') sync()
  })
}
