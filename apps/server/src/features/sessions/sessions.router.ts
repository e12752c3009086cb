import { DeviceList, LogOut, Refresh, RevokeSession, Session } from '@runsite/shared/sessions'
import { Nothing } from '@runsite/shared/wire'
import { AuthError } from '../../auth-error.ts'
import { anyone, router, signedIn } from '../../rpc/procedure.ts'
import { endOtherSessions, endSession, signOut } from './end-session.ts'
import { listDevices } from './list-devices.ts'
import { namedSessions } from './named-sessions.ts'
import { refreshSession } from './refresh-session.ts'

/** The procedures of `auth` that keep and end a session. */
export const sessionProcedures = {
  refresh: anyone
    .meta({
      rest: 'POST /auth/refresh',
      summary: 'Exchange a refresh token for a new pair',
      sets_cookies: true,
      refuses: [
        'origin_rejected',
        'unauthenticated',
        'rate_limited',
        'refresh_token_invalid',
        'refresh_token_reused',
        'session_revoked',
        'account_suspended',
      ],
    })
    .input(Refresh)
    .output(Session)
    .mutation(async ({ ctx, input }) => {
      const token = input?.refresh_token ?? ctx.cookies.readForChange('refresh_token')
      if (token === null) throw new AuthError('unauthenticated', { detail: 'Send a refresh token.' })
      const session = await refreshSession(ctx.services, token, ctx.client)
      ctx.cookies.set(session)
      return session
    }),

  logout: anyone
    .meta({
      rest: 'POST /auth/logout',
      summary: 'Sign out: end every session that the request names',
      status: 204,
      sets_cookies: true,
      refuses: ['origin_rejected'],
    })
    .input(LogOut)
    .mutation(async ({ ctx, input }) => {
      const named = await namedSessions(ctx.services, {
        refresh_token: input?.refresh_token ?? null,
        header: ctx.header,
        cookies: ctx.cookies,
      })
      await signOut(ctx.services, named.ids, ctx.client)
      if (named.cookies_count) ctx.cookies.clear()
    }),
}

/** A person's signed-in devices. */
export const sessionsRouter = router({
  list: signedIn
    .meta({ rest: 'GET /sessions', summary: 'List your signed-in devices' })
    .input(Nothing)
    .output(DeviceList)
    .query(async ({ ctx }) => {
      const { user_id, session_id } = ctx.caller
      const sessions = await listDevices(ctx.services, { user_id, current: session_id })
      return { sessions, total: sessions.length }
    }),

  revoke: signedIn
    .meta({
      rest: 'DELETE /sessions/{id}',
      summary: 'Sign out one of your devices',
      status: 204,
      refuses: ['not_found'],
    })
    .input(RevokeSession)
    .mutation(({ ctx, input }) =>
      endSession(ctx.services, { user_id: ctx.caller.user_id, id: input.id, client: ctx.client }),
    ),

  revoke_others: signedIn
    .meta({ rest: 'DELETE /sessions', summary: 'Sign out every device but this one', status: 204 })
    .input(Nothing)
    .mutation(({ ctx }) =>
      endOtherSessions(ctx.services, {
        user_id: ctx.caller.user_id,
        except: ctx.caller.session_id,
        client: ctx.client,
      }),
    ),
})
