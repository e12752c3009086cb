import { initTRPC } from '@trpc/server'
import { z } from 'zod'
import { AuthError } from '../auth-error.ts'
import { asSentence } from '../plain-words.ts'
import { admit, refuseNul } from './checks.ts'
import type { Context, KeyCaller, SessionCaller } from './context.ts'
import type { Meta, Scope } from './meta.ts'
import { refusalOf, toProblem } from './refusal-of.ts'

// For all of zod, as tRPC hands nothing to a schema but its input.
z.config({ customError: asSentence })

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    isDev: false,
    errorFormatter({ error, shape, ctx }) {
      const refusal = refusalOf(error)
      const problem = toProblem(refusal, ctx?.request_id ?? '')
      return {
        ...shape,
        message: problem.detail,
        data: { ...shape.data, httpStatus: refusal.status, problem },
      }
    },
  })

/** Groups procedures under their names. */
export const router = t.router

const admitted = t.procedure.use(async ({ ctx, type, meta, getRawInput, next }) => {
  const caller = await admit(ctx, { type, meta })
  refuseNul(await getRawInput())
  return next({ ctx: { caller } })
})

// These four are the only procedures to start from, so that each declares who may call. `admit` has checked
// the caller by then; the middlewares below narrow the types.

const byAnyCaller = admitted.use(({ ctx, next }) => {
  if (!ctx.caller) throw new AuthError('unauthenticated')
  const client = ctx.caller.kind === 'key' ? { ...ctx.client, api_key_id: ctx.caller.key_id } : ctx.client
  return next({ ctx: { caller: ctx.caller, client } })
})

const byPerson = admitted.use(({ ctx, next }) => {
  if (ctx.caller?.kind !== 'session') throw new AuthError('session_required')
  const caller: SessionCaller = ctx.caller
  return next({ ctx: { caller } })
})

const byKey = admitted.use(({ ctx, next }) => {
  if (ctx.caller?.kind !== 'key') throw new AuthError('api_key_required')
  const caller: KeyCaller = ctx.caller
  return next({ ctx: { caller } })
})

/** A procedure that anyone may call; a credential it has no use for is ignored. */
export const anyone = admitted.meta({ access: 'anyone' })

/** A procedure for a session, or an API key of at least this scope. */
export const withScope = (scope: Scope) => byAnyCaller.meta({ access: scope })

/** A procedure for a signed-in person only. */
export const signedIn = byPerson.meta({ access: 'session' })

/** A procedure for an API key only, of any scope. */
export const withKey = byKey.meta({ access: 'key' })
