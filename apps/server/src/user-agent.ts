import bowser from 'bowser'

// For a text that it does not know, bowser repeats what the text begins with.
const knownNames = new Set([...Object.values(bowser.BROWSER_MAP), ...Object.values(bowser.OS_MAP)])

/** The browser and system of a user agent (`Chrome on macOS`, `Chrome`), or null where the browser is not a known one. */
export function nameBrowser(user_agent: string | null): string | null {
  if (!user_agent) return null
  const { browser, os } = bowser.parse(user_agent)
  if (!browser.name || !knownNames.has(browser.name)) return null
  return os.name && knownNames.has(os.name) ? `${browser.name} on ${os.name}` : browser.name
}
