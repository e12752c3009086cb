import { VerifyEmail } from '@runsite/shared/users'
import { Nothing } from '@runsite/shared/wire'
import { signedIn } from '../../rpc/procedure.ts'
import { resendVerification, verifyEmail } from './verify-email.ts'

/** The procedures of `auth` that verify an address. */
export const verificationProcedures = {
  verify_email: signedIn
    .meta({
      rest: 'POST /auth/email/verify',
      summary: 'Verify your address by a mailed link',
      status: 204,
      refuses: ['link_expired'],
    })
    .input(VerifyEmail)
    .mutation(({ ctx, input }) => verifyEmail(ctx.services, ctx.caller.user_id, input.token, ctx.client)),

  resend_verification: signedIn
    .meta({ rest: 'POST /auth/email/resend', summary: 'Ask for a new verification mail', status: 202 })
    .input(Nothing)
    .mutation(({ ctx }) => resendVerification(ctx.services, ctx.caller.user_id, ctx.client)),
}
