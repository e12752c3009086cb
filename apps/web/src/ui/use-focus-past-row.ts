import { type RefObject, useLayoutEffect } from 'react'

/**
 * Saves the focus that is in a row, or in its menu, where the row goes: it would be lost with it.
 *
 * @param findNext gets the rows that followed and are still there
 */
export function useFocusPastRow(
  row: RefObject<Element | null>,
  findNext: (following: Element[]) => HTMLElement | null | undefined,
): void {
  useLayoutEffect(() => {
    const self = row.current
    // Runs before the row is taken out.
    return () => {
      if (!self?.contains(document.activeElement)) return
      const rows = [...(self.parentElement?.children ?? [])]
      const following = rows.slice(rows.indexOf(self) + 1)
      queueMicrotask(() => {
        if (!self.isConnected) findNext(following.filter((each) => each.isConnected))?.focus()
      })
    }
  }, [row, findNext])
}
