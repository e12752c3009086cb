import { LogIn, Register } from '@runsite/shared/passwords'
import { Session } from '@runsite/shared/sessions'
import { anyone } from '../../rpc/procedure.ts'
import { logIn } from './log-in.ts'
import { register } from './register.ts'

/** The procedures of `auth` that work with a password. */
export const passwordProcedures = {
  register: anyone
    .meta({
      rest: 'POST /auth/register',
      summary: 'Create an account and sign in',
      status: 201,
      sets_cookies: true,
      network_limit: 'registration',
      refuses: ['registration_closed', 'email_taken', 'password_too_common', 'rate_limited'],
    })
    .input(Register)
    .output(Session)
    .mutation(async ({ ctx, input }) => {
      const session = await register(ctx.services, input, ctx.client)
      ctx.cookies.signIn(session)
      return session
    }),

  login: anyone
    .meta({
      rest: 'POST /auth/login',
      summary: 'Sign in with an email and a password',
      sets_cookies: true,
      network_limit: 'guess_network',
      refuses: ['invalid_credentials', 'account_suspended', 'rate_limited'],
    })
    .input(LogIn)
    .output(Session)
    .mutation(async ({ ctx, input }) => {
      const session = await logIn(ctx.services, input, ctx.client, ctx.cookies.known_browser)
      ctx.cookies.signIn(session)
      return session
    }),
}
