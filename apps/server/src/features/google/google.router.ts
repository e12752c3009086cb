import { GoogleAddress, GoogleUrl } from '@runsite/shared/google'
import { Nothing } from '@runsite/shared/wire'
import { AuthError } from '../../auth-error.ts'
import { admit } from '../../rpc/checks.ts'
import type { Context } from '../../rpc/context.ts'
import { anyone, signedIn } from '../../rpc/procedure.ts'
import { beginSignIn } from './begin-sign-in.ts'
import { attemptSeconds } from './sealed-attempt.ts'
import { unlinkGoogle } from './unlink-google.ts'

/** The procedures of `auth` that sign in with Google. */
export const googleProcedures = {
  google_url: anyone
    .meta({
      rest: 'GET /auth/google/url',
      summary: 'Begin a sign-in with Google; with `link` and a session, link Google to your account',
      sets_cookies: true,
      refuses: [
        'google_not_configured',
        'unauthenticated',
        'token_invalid',
        'token_expired',
        'session_revoked',
        'session_required',
        'origin_rejected',
        'reauthentication_required',
      ],
    })
    .input(GoogleUrl)
    .output(GoogleAddress)
    .query(async ({ ctx, input }) => {
      const link = input.link ? await linkingPerson(ctx) : null
      const redirect_to = input.redirect_to ?? (link ? '/settings/security' : '/')
      const attempts = ctx.attempt_cookies.list()
      const { url, kept, dropped } = await beginSignIn(ctx.services, { redirect_to, link, attempts })
      for (const name of dropped) ctx.attempt_cookies.clear(name)
      ctx.attempt_cookies.set(kept.name, kept.value, attemptSeconds)
      return { url }
    }),
}

/** The procedures of `users` that undo it. */
export const ownGoogleProcedures = {
  unlink_google: signedIn
    .meta({
      rest: 'DELETE /users/me/google',
      summary: 'Unlink Google from your account',
      status: 204,
      refuses: ['reauthentication_required', 'last_sign_in_method'],
    })
    .input(Nothing)
    .mutation(({ ctx }) => unlinkGoogle(ctx.services, ctx.caller, ctx.client)),
}

/** A link is the beginning of a change: a cookie counts from the web app only. */
async function linkingPerson(ctx: Context) {
  const caller = await admit(ctx, { type: 'mutation', meta: { access: 'session' } })
  if (caller?.kind !== 'session') throw new AuthError('session_required')
  const { user_id, session_id } = caller
  return { user_id, session_id }
}
