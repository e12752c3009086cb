import { readStored, writeStored } from '../../ui/browser-storage.ts'

const verifyTokenKey = 'runsite.verify'
let held: string | null = null

/** The token of the link that verifies an address, until it is used. */
export function verifyToken(): string | null {
  return held ?? readStored('sessionStorage', verifyTokenKey)
}

/**
 * Holds the token of a link, for this tab alone; null lets go of what is stored. It may stand in storage, so that it is
 * still there after a sign-in that leads through another site: without a session of its account it does nothing.
 */
export function holdVerifyToken(token: string | null): void {
  if (token !== null) held = token
  writeStored('sessionStorage', verifyTokenKey, token)
}
