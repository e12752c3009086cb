const key = 'runsite.reset_for'
const lifetimeMs = 3_600_000

/**
 * The address that this browser has asked to mail a reset link to, while that link works. It comes along to the
 * page that the link opens, perhaps in another tab, so that a password manager knows whose password it is.
 */
export function askedEmail(): string | null {
  try {
    const asked: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    const { email, at_ms } = (asked ?? {}) as { email?: unknown; at_ms?: unknown }
    if (typeof email === 'string' && typeof at_ms === 'number' && Date.now() - at_ms < lifetimeMs)
      return email
    localStorage.removeItem(key)
  } catch {
    // Storage is blocked: then it is asked again.
  }
  return null
}

/** Notes for which address a reset link was asked; null forgets it. */
export function noteAskedEmail(email: string | null): void {
  try {
    if (email === null) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify({ email, at_ms: Date.now() }))
  } catch {
    // As above.
  }
}
