import { createSession, createSignInClient } from '@runsite/client'

/** This tab's session: shared with the other tabs through localStorage. */
export const session = createSession()

/** The calls that need no session, over bare `fetch`. */
export const signInCalls = createSignInClient(session)
