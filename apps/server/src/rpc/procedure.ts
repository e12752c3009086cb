import type { ErrorCode } from '@runsite/shared/errors'
import { initTRPC } from '@trpc/server'
import { z } from 'zod'
import { AuthError } from '../auth-error.ts'
import type { LimitName } from '../features/limits/limits.ts'
import { asSentence } from '../plain-words.ts'
import { type Access, admit, type Scope } from './access.ts'
import type { Context, KeyCaller, SessionCaller } from './context.ts'
import { hasNul } from './has-nul.ts'
import { refuseSpentNetwork } from './network-limit.ts'
import { refusalOf, toProblem } from './refusal-of.ts'

/** What a procedure says of itself. */
export type Meta = {
  /** Who may call; said by the procedure that one starts from, never by a feature. */
  access?: Access
  /** Its method and path under `/api`, such as `GET /users/me`; none: tRPC only. */
  rest?: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`
  /** One line for the OpenAPI document. */
  summary?: string
  /** The REST status of success; 200 where not said. */
  status?: 201 | 202 | 204
  sets_cookies?: boolean
  /** A limit by network that may refuse it before all else; its deed counts under that. */
  network_limit?: LimitName
  /** Its body is a form with one file, and its input `FileForm`. */
  takes_file?: boolean
  /** The codes it refuses with, beside those that its access and its input bring. */
  refuses?: readonly ErrorCode[]
}

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

const judged = t.procedure.use(async ({ ctx, type, meta, getRawInput, next }) => {
  await refuseSpentNetwork(ctx, meta?.network_limit)
  const caller = await admit(ctx, meta?.access ?? 'session', type !== 'query')
  if (hasNul(await getRawInput())) throw new AuthError('malformed_request')
  return next({ ctx: { caller } })
})

// There is no procedure to start from but the four below, so that none is without a declaration of who may call.
// `admit` has judged the caller by it already; what follows tells the types.

const called = judged.use(async ({ ctx, next }) => {
  if (!ctx.caller) throw new AuthError('unauthenticated')
  const client = ctx.caller.kind === 'key' ? { ...ctx.client, api_key_id: ctx.caller.key_id } : ctx.client
  const result = await next({ ctx: { caller: ctx.caller, client } })
  // The account went while its credential was still good: the refusal is of the credential that called.
  if (!result.ok && ctx.caller.kind === 'key' && refusalOf(result.error).code === 'session_revoked') {
    throw new AuthError('api_key_invalid')
  }
  return result
})

const calledByPerson = judged.use(({ ctx, next }) => {
  if (ctx.caller?.kind !== 'session') throw new AuthError('session_required')
  const caller: SessionCaller = ctx.caller
  return next({ ctx: { caller } })
})

const calledByKey = judged.use(({ ctx, next }) => {
  if (ctx.caller?.kind !== 'key') throw new AuthError('api_key_required')
  const caller: KeyCaller = ctx.caller
  return next({ ctx: { caller } })
})

/** A procedure that anyone may call; a credential it has no use for is ignored. */
export const anyone = judged.meta({ access: 'anyone' })

/** A procedure for a session, or an API key of at least this scope. */
export const withScope = (scope: Scope) => called.meta({ access: scope })

/** A procedure for a signed-in person only. */
export const signedIn = calledByPerson.meta({ access: 'session' })

/** A procedure for an API key only, of any scope. */
export const withKey = calledByKey.meta({ access: 'key' })
