import { UpdateUser, User } from '@runsite/shared/users'
import { Nothing } from '@runsite/shared/wire'
import { AuthError } from '../../auth-error.ts'
import { router, withScope } from '../../rpc/procedure.ts'
import { findUser, updateName } from './users.store.ts'

/** The caller's own account. */
export const usersRouter = router({
  me: withScope('read')
    .meta({ rest: 'GET /users/me', summary: 'Read your account' })
    .input(Nothing)
    .output(User)
    .query(async ({ ctx }) => {
      const user = await findUser(ctx.services.db, ctx.caller.user_id, ctx.services.config)
      // The account went while its token was still good.
      if (!user) throw new AuthError('session_revoked')
      return user
    }),

  update: withScope('write')
    .meta({ rest: 'PATCH /users/me', summary: 'Change your name' })
    .input(UpdateUser)
    .output(User)
    .mutation(async ({ ctx, input }) => {
      const { config, db, now } = ctx.services
      const user = await updateName(db, { id: ctx.caller.user_id, name: input.name, at: now() }, config)
      if (!user) throw new AuthError('session_revoked')
      return user
    }),
})
