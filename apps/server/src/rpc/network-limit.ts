import { refuseSpent } from '../features/limits/count-attempts.ts'
import { isKnownBrowser } from '../features/limits/known-browser.ts'
import type { LimitName } from '../features/limits/limits.ts'
import { networkOf } from '../features/limits/network-of.ts'
import type { Context } from './context.ts'

const asked = new WeakMap<Context, Map<LimitName, Promise<void>>>()

/**
 * Refuses a call from a network that has used up a limit, before anything else is judged; asked once a request. The
 * call's deed counts, and decides.
 *
 * A browser that has signed in before passes: which account it tries is in the body, and decided there.
 *
 * @throws `rate_limited`
 */
export async function refuseSpentNetwork(ctx: Context, limit: LimitName | undefined): Promise<void> {
  const { services, client, cookies } = ctx
  if (limit === undefined) return
  if (limit === 'guess_network' && isKnownBrowser(services.known_browser_key, cookies.known_browser)) return
  const answers = asked.get(ctx) ?? new Map<LimitName, Promise<void>>()
  asked.set(ctx, answers)
  const answer = answers.get(limit) ?? refuseSpent(services, [{ limit, key: networkOf(client.ip ?? '') }])
  answers.set(limit, answer)
  await answer
}
