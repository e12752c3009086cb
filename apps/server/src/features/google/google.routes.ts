import type { FastifyInstance } from 'fastify'
import type { Context } from '../../rpc/context.ts'
import type { Services } from '../../services.ts'
import { finishSignIn, type Finished } from './finish-sign-in.ts'

/**
 * Takes visitors back from Google at `/auth/google/callback` under each prefix. Whatever happens, a page of the web
 * app is what they see.
 */
export function addGoogleCallback(
  app: FastifyInstance,
  services: Services,
  prefixes: readonly string[],
): void {
  for (const prefix of prefixes) {
    app.get(`${prefix}/auth/google/callback`, async ({ rpc, url }, reply) => {
      const { client, cookies, attempt_cookies } = rpc
      const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
      const returning = {
        query,
        client,
        browser_cookie: cookies.known_browser,
        user_id: await signedInAs(rpc),
      }
      const finished = await finishSignIn(services, attempt_cookies, returning).catch((error: unknown) => {
        services.log.error({ err: error, req_id: rpc.request_id }, 'a callback from Google failed')
        return { session: null, path: '/login?error=google_failed' } satisfies Finished
      })
      if (finished.session) cookies.signIn(finished.session)
      return reply
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .redirect(new URL(finished.path, services.config.web_url).href, 302)
    })
  }
}

/** Whom the browser's cookie names; a bad one says nothing. */
async function signedInAs(rpc: Context) {
  if (rpc.cookies.access_token === null) return null
  return rpc.authenticate(false).then(
    (caller) => caller.user_id,
    () => null,
  )
}
