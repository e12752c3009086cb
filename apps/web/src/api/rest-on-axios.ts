import { createRestClient } from '@runsite/client'
import { session } from './session.ts'

/** The REST door on this tab's session: `loadRest` loads it. */
export const rest = createRestClient(session)
