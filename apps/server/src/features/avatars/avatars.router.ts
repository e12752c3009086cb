import { User } from '@runsite/shared/users'
import { Nothing } from '@runsite/shared/wire'
import { withScope } from '../../rpc/procedure.ts'
import { FileForm } from '../../uploads/upload.ts'
import { removeAvatar } from './remove-avatar.ts'
import { replaceAvatar } from './replace-avatar.ts'

/** The procedures of `users` that change one's picture. */
export const avatarProcedures = {
  upload_avatar: withScope('write')
    .meta({
      rest: 'POST /users/me/avatar',
      summary: 'Upload your picture',
      takes_file: true,
      refuses: ['image_invalid', 'unavailable'],
    })
    .input(FileForm)
    .output(User)
    .mutation(({ ctx, input }) => replaceAvatar(ctx.services, ctx.caller.user_id, input.bytes, ctx.client)),

  remove_avatar: withScope('admin')
    .meta({ rest: 'DELETE /users/me/avatar', summary: 'Remove your picture', status: 204 })
    .input(Nothing)
    .mutation(async ({ ctx }) => {
      const { services, caller } = ctx
      await services.db.transaction().execute((tx) => removeAvatar(services, tx, caller.user_id, ctx.client))
    }),
}
