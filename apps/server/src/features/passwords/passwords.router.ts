import {
  ChangePassword,
  ForgotPassword,
  LogIn,
  Register,
  RemoveUser,
  ResetPassword,
} from '@runsite/shared/passwords'
import { Session } from '@runsite/shared/sessions'
import { anyone, signedIn } from '../../rpc/procedure.ts'
import { deleteAccount } from '../accounts/delete-account.ts'
import { changePassword } from './change-password.ts'
import { forgotPassword } from './forgot-password.ts'
import { logIn } from './log-in.ts'
import { proveOwner } from './prove-owner.ts'
import { register } from './register.ts'
import { resetPassword } from './reset-password.ts'

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

  forgot_password: anyone
    .meta({
      rest: 'POST /auth/password/forgot',
      summary: 'Ask for a mail with a link that sets a new password',
      status: 202,
    })
    .input(ForgotPassword)
    .mutation(({ ctx, input }) => forgotPassword(ctx.services, input.email, ctx.client)),

  reset_password: anyone
    .meta({
      rest: 'POST /auth/password/reset',
      summary: 'Set a new password by a mailed link; every session ends',
      status: 204,
      refuses: ['link_expired', 'password_too_common', 'unavailable'],
    })
    .input(ResetPassword)
    .mutation(({ ctx, input }) => resetPassword(ctx.services, input, ctx.client)),
}

/** The procedures of `users` that ask for the password. */
export const ownPasswordProcedures = {
  change_password: signedIn
    .meta({
      rest: 'POST /users/me/password',
      summary: 'Change your password; every other session ends',
      status: 204,
      refuses: ['password_incorrect', 'reauthentication_required', 'password_too_common', 'unavailable'],
    })
    .input(ChangePassword)
    .mutation(({ ctx, input }) => changePassword(ctx.services, ctx.caller, input, ctx.client)),

  remove: signedIn
    .meta({
      rest: 'DELETE /users/me',
      summary: 'Delete your account',
      status: 204,
      sets_cookies: true,
      refuses: ['password_incorrect', 'reauthentication_required', 'unavailable'],
    })
    .input(RemoveUser)
    .mutation(async ({ ctx, input }) => {
      const account = await proveOwner(ctx.services, ctx.caller, input?.password)
      await deleteAccount(ctx.services, account)
      ctx.cookies.clear()
    }),
}
