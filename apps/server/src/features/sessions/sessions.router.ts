import { LogOut, Refresh, Session } from '@runsite/shared/sessions'
import { AuthError } from '../../auth-error.ts'
import { anyone } from '../../rpc/procedure.ts'
import { endSessions } from './end-session.ts'
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
      const session = await refreshSession(ctx.services, token)
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
      const named = await namedSessions(ctx, input?.refresh_token ?? null)
      await endSessions(ctx.services, named.ids)
      if (named.cookies_count) ctx.cookies.clear()
    }),
}
