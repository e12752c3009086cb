import { apiKeyProcedures, apiKeysRouter } from './features/api-keys/api-keys.router.ts'
import { auditProcedures } from './features/audit/audit.router.ts'
import { avatarProcedures } from './features/avatars/avatars.router.ts'
import { googleProcedures, ownGoogleProcedures } from './features/google/google.router.ts'
import { ownPasswordProcedures, passwordProcedures } from './features/passwords/passwords.router.ts'
import { sessionProcedures, sessionsRouter } from './features/sessions/sessions.router.ts'
import { userProcedures } from './features/users/users.router.ts'
import { verificationProcedures } from './features/verification/verification.router.ts'
import { router } from './rpc/procedure.ts'

/** Every procedure, under the names that tRPC clients call; `meta.rest` has its REST path. */
export const appRouter = router({
  auth: router({
    ...passwordProcedures,
    ...sessionProcedures,
    ...verificationProcedures,
    ...googleProcedures,
  }),
  users: router({
    ...userProcedures,
    ...avatarProcedures,
    ...ownPasswordProcedures,
    ...ownGoogleProcedures,
    ...auditProcedures,
    ...apiKeyProcedures,
  }),
  sessions: sessionsRouter,
  api_keys: apiKeysRouter,
})

/** The type that typed clients are made from. */
export type AppRouter = typeof appRouter
