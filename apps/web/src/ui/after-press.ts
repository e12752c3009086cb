let isPressed = false

document.addEventListener('pointerdown', () => (isPressed = true), true)
document.addEventListener('pointerup', () => (isPressed = false), true)
document.addEventListener('pointercancel', () => (isPressed = false), true)

/**
 * Acts now, or where a button or finger is down, once it is up and its click is done.
 *
 * An error that appears or goes as a field loses focus moves what is below it: away from under the pointer
 * that is just pressing it.
 */
export function afterPress(act: () => void): void {
  if (!isPressed) return act()
  const done = new AbortController()
  const release = () => {
    done.abort()
    setTimeout(act)
  }
  document.addEventListener('pointerup', release, { signal: done.signal })
  document.addEventListener('pointercancel', release, { signal: done.signal })
}
