type Area = 'localStorage' | 'sessionStorage'

/** What the browser keeps under a key; null where there is nothing, or where storage is blocked. */
export function readStored(area: Area, key: string): string | null {
  try {
    return window[area].getItem(key)
  } catch {
    return null
  }
}

/**
 * Keeps a text under a key; null removes it.
 *
 * @returns whether the browser kept it: storage may be blocked or full
 */
export function writeStored(area: Area, key: string, text: string | null): boolean {
  try {
    if (text === null) window[area].removeItem(key)
    else window[area].setItem(key, text)
    return true
  } catch {
    return false
  }
}
