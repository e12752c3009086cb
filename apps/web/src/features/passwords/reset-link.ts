import { readStored, writeStored } from '../../ui/browser-storage.ts'

let held: string | null = null

/**
 * The token of the reset link that this page was opened with. It is kept in memory alone: it sets a password, so
 * it stands neither in an address nor in storage, and a reload needs the mail again.
 */
export function resetToken(): string | null {
  return held
}

/** Holds the token of a link; null lets go of it. */
export function holdResetToken(token: string | null): void {
  held = token
}

const resetEmailKey = 'runsite.reset_for'
const linkLifetimeMs = 3_600_000

/**
 * The address that this browser has asked to mail a reset link to, while that link works. It comes along to the
 * page that the link opens, perhaps in another tab, so that a password manager knows whose password it is.
 */
export function resetEmail(): string | null {
  const { email, at_ms } = parse(readStored('localStorage', resetEmailKey))
  if (typeof email === 'string' && typeof at_ms === 'number' && Date.now() - at_ms < linkLifetimeMs)
    return email
  rememberResetEmail(null)
  return null
}

/** Notes for which address a reset link was asked; null forgets it. */
export function rememberResetEmail(email: string | null): void {
  const text = email === null ? null : JSON.stringify({ email, at_ms: Date.now() })
  writeStored('localStorage', resetEmailKey, text)
}

function parse(text: string | null): { email?: unknown; at_ms?: unknown } {
  try {
    return (JSON.parse(text ?? '{}') ?? {}) as { email?: unknown; at_ms?: unknown }
  } catch {
    return {}
  }
}
