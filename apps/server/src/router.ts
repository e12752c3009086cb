import { auditProcedures } from './features/audit/audit.router.ts'
import { avatarProcedures } from './features/avatars/avatars.router.ts'
import { passwordProcedures } from './features/passwords/passwords.router.ts'
import { sessionProcedures, sessionsRouter } from './features/sessions/sessions.router.ts'
import { userProcedures } from './features/users/users.router.ts'
import { router } from './rpc/procedure.ts'

/** Every procedure, under the names that tRPC clients call; `meta.rest` has its REST path. */
export const appRouter = router({
  auth: router({ ...passwordProcedures, ...sessionProcedures }),
  users: router({ ...userProcedures, ...avatarProcedures, ...auditProcedures }),
  sessions: sessionsRouter,
})

/** The type that typed clients are made from. */
export type AppRouter = typeof appRouter
