import type { ApiKeyScope } from '@runsite/shared/api-keys'
import { AuthError } from '../auth-error.ts'
import type { Caller, Context } from './context.ts'

/** How much an API key may do; each scope holds those before it (contract, "Paths"). */
export type Scope = ApiKeyScope

/** Who may call a procedure: anyone, a session or a key of a scope, a signed-in person alone, or a key alone. */
export type Access = 'anyone' | 'session' | 'key' | Scope

const scopes: readonly Scope[] = ['read', 'write', 'admin']

/**
 * Judges the caller for one call, before its input is looked at: both doors, and every call of a batch, come
 * through here.
 *
 * @returns null where anyone may call
 * @throws `session_required`, `api_key_required`, `insufficient_scope`; 401 and 403 codes as `authenticate` has them
 */
export async function admit(ctx: Context, access: Access, isChange: boolean): Promise<Caller | null> {
  if (access === 'anyone') return null
  const caller = await ctx.authenticate(isChange)
  if (caller.kind === 'session') {
    if (access === 'key') throw new AuthError('api_key_required')
    return caller
  }
  if (access === 'session') throw new AuthError('session_required')
  if (access !== 'key' && scopes.indexOf(caller.scope) < scopes.indexOf(access)) {
    throw new AuthError('insufficient_scope', {
      detail: `This needs an API key of scope ${access}; this one has ${caller.scope}.`,
    })
  }
  return caller
}
