import { UpdateUser, User } from '@runsite/shared/users'
import { Nothing } from '@runsite/shared/wire'
import { withScope } from '../../rpc/procedure.ts'
import { renameUser } from './rename-user.ts'
import { toUser } from './to-user.ts'
import { getAccount } from './get-account.ts'

/** The procedures of `users` that read and change the caller's own account. */
export const userProcedures = {
  me: withScope('read')
    .meta({ rest: 'GET /users/me', summary: 'Read your account' })
    .input(Nothing)
    .output(User)
    .query(async ({ ctx }) => {
      const account = await getAccount(ctx.services.db, ctx.caller.user_id, ctx.client)
      return toUser(account, ctx.services.config)
    }),

  update: withScope('write')
    .meta({ rest: 'PATCH /users/me', summary: 'Change your name' })
    .input(UpdateUser)
    .output(User)
    .mutation(({ ctx, input }) => renameUser(ctx.services, ctx.caller.user_id, input.name, ctx.client)),
}
