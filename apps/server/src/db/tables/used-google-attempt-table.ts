/** A Google sign-in that has come back: it never does a second time. */
export type UsedGoogleAttemptTable = {
  /** SHA-256 of its `state`. */
  state_hash: Buffer
  expires_at: Date
}
