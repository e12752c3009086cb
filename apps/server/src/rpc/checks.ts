import { AuthError } from '../auth-error.ts'
import { refuseSpent } from '../features/limits/count-attempts.ts'
import { isKnownBrowser } from '../features/limits/known-browser.ts'
import type { LimitName } from '../features/limits/limits.ts'
import { networkOf } from '../features/limits/network-of.ts'
import { Upload } from '../uploads/upload.ts'
import type { Caller, Context } from './context.ts'
import type { Access, Procedure, Scope } from './meta.ts'

/**
 * What is checked of a call before its body is read, in the contract's order ("Checks come in this order").
 *
 * Both doors run this list, for each call of a batch, and so does every procedure. 404 and 405 come before
 * it. After it the body is read (415, 413, 400), `refuseNul` looks at the input, and the procedure's schema
 * does (422); what needs a look-up is the use case's.
 */
const checks: readonly ((ctx: Context, procedure: Procedure) => unknown)[] = [
  refuseSpentNetwork,
  refuseForeignOrigin,
  refuseBadCredential,
  refuseMissingAccess,
]

/**
 * Lets a call through, or refuses it before its input is looked at.
 *
 * @returns who calls; null where anyone may
 * @throws `rate_limited`, `origin_rejected`; 401 and 403 codes as `authenticate` has them;
 *   `session_required`, `api_key_required`, `insufficient_scope`
 */
export async function admit(ctx: Context, procedure: Procedure): Promise<Caller | null> {
  for (const check of checks) await check(ctx, procedure)
  return accessOf(procedure) === 'anyone' ? null : ctx.authenticate()
}

/** Who may call a procedure; a signed-in person where it does not say. */
export const accessOf = ({ meta }: Pick<Procedure, 'meta'>): Access => meta?.access ?? 'session'

const askedLimits = new WeakMap<Context, Map<LimitName, Promise<void>>>()

/**
 * 429: the network has used up a limit. It is asked once a request; the call's own attempt is counted later,
 * and decides.
 *
 * A browser that has signed in before passes: which account it tries is in the body, and decided there.
 */
async function refuseSpentNetwork(ctx: Context, { meta }: Procedure): Promise<void> {
  const limit = meta?.network_limit
  const { services, client, cookies } = ctx
  if (limit === undefined) return
  if (limit === 'guess_network' && isKnownBrowser(services.known_browser_key, cookies.known_browser)) return
  const asked = askedLimits.get(ctx) ?? new Map<LimitName, Promise<void>>()
  askedLimits.set(ctx, asked)
  const answer = asked.get(limit) ?? refuseSpent(services, [{ limit, key: networkOf(client.ip ?? '') }])
  asked.set(limit, answer)
  await answer
}

/** 403: a cookie that another site sent along is about to change something. */
function refuseForeignOrigin(ctx: Context, procedure: Procedure): void {
  if (accessOf(procedure) === 'anyone' || procedure.type === 'query' || ctx.header) return
  ctx.cookies.readForChange('access_token')
}

/** 401: there is no good credential. */
async function refuseBadCredential(ctx: Context, procedure: Procedure): Promise<void> {
  if (accessOf(procedure) !== 'anyone') await ctx.authenticate()
}

const scopes: readonly Scope[] = ['read', 'write', 'admin']

/** 403: the credential is good, but not for this. */
async function refuseMissingAccess(ctx: Context, procedure: Procedure): Promise<void> {
  const access = accessOf(procedure)
  if (access === 'anyone') return
  const caller = await ctx.authenticate()
  if (caller.kind === 'session') {
    if (access === 'key') throw new AuthError('api_key_required')
    return
  }
  if (access === 'session') throw new AuthError('session_required')
  if (access !== 'key' && scopes.indexOf(caller.scope) < scopes.indexOf(access)) {
    throw new AuthError('insufficient_scope', {
      detail: `This needs an API key of scope ${access}; this one has ${caller.scope}.`,
    })
  }
}

/**
 * 400: a NUL anywhere in the input, in a text or in the name of a field, as Postgres cannot keep one. A file
 * may hold any.
 *
 * @throws `malformed_request`
 */
export function refuseNul(input: unknown): void {
  if (hasNul(input)) throw new AuthError('malformed_request')
}

function hasNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\0')
  if (Array.isArray(value)) return value.some(hasNul)
  if (typeof value !== 'object' || value === null || value instanceof Upload) return false
  return Object.entries(value).some(([name, inner]) => name.includes('\0') || hasNul(inner))
}
