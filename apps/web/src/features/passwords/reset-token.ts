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
