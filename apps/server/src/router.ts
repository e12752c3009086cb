import { avatarProcedures } from './features/avatars/avatars.router.ts'
import { passwordProcedures } from './features/passwords/passwords.router.ts'
import { sessionProcedures } from './features/sessions/sessions.router.ts'
import { usersRouter } from './features/users/users.router.ts'
import { mergeRouters, router } from './rpc/procedure.ts'

/** Every procedure, under the names that tRPC clients call; `meta.rest` has its REST path. */
export const appRouter = router({
  auth: router({ ...passwordProcedures, ...sessionProcedures }),
  users: mergeRouters(usersRouter, router(avatarProcedures)),
})

/** The type that typed clients are made from. */
export type AppRouter = typeof appRouter
