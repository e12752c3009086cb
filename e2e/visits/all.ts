import { visitActivity } from './activity.ts'
import { visitApiKeys } from './api-keys.ts'
import { entryVisits } from './entry.ts'
import { visitProfile } from './profile.ts'
import { recoveryVisits } from './recovery.ts'
import { visitSecurity } from './security.ts'
import { troubleVisits } from './trouble.ts'
import type { Visit } from './visit.ts'

/** Every page in every state. */
export const visits: readonly Visit[] = [
  ...entryVisits,
  ...recoveryVisits,
  visitProfile,
  visitSecurity,
  visitApiKeys,
  visitActivity,
  ...troubleVisits,
]
