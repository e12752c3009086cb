import { createRestClient, createSession } from '@runsite/client'

/** This tab's session: shared with the other tabs through localStorage. */
export const session = createSession()

/** The REST door, on that session. */
export const rest = createRestClient(session)

let isComingBack = false

/** Signs out in order to sign in again: the sign-in page then leads back to where one was. */
export function signInAgain(): void {
  isComingBack = true
  void rest.auth.logout()
}

/** Whether one has just signed out in order to sign in again. Says so once. */
export function takeComingBack(): boolean {
  const was = isComingBack
  isComingBack = false
  return was
}
