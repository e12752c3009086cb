import { createRestClient, createSession } from '@runsite/client'

/** This tab's session: shared with the other tabs through localStorage. */
export const session = createSession()

/** The REST door, on that session. */
export const rest = createRestClient(session)
