import { useEffect } from 'react'

/** Moves focus to the page's heading once: for what takes a page's place without a navigation. */
export function useArrivalFocus(): void {
  useEffect(() => document.querySelector('h1')?.focus(), [])
}
