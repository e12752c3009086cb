import type { Caller, Context } from './context.ts'

/** How much an API key may do; each scope holds those before it (contract, "Paths"). */
export type Scope = 'read' | 'write' | 'admin'

/** Who may call a procedure: anyone, a session or a key of a scope, or a signed-in person alone. */
export type Access = 'anyone' | 'session' | Scope

/**
 * Judges the caller for one call, before its input is looked at: both doors, and every call of a batch, come
 * through here.
 *
 * @returns null where anyone may call
 * @throws 401 and 403 codes as `authenticate` has them
 */
export async function admit(ctx: Context, access: Access, isChange: boolean): Promise<Caller | null> {
  if (access === 'anyone') return null
  return ctx.authenticate(isChange)
}
