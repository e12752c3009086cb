import type { FastifyInstance } from 'fastify'
import type { Config } from '../../config.ts'
import type { Context } from '../../rpc/context.ts'
import { finishSignIn } from './finish-sign-in.ts'

/**
 * Takes visitors back from Google at `/auth/google/callback` under each prefix. Whatever happens, a page of
 * the web app is what they see.
 */
export function addGoogleCallback(
  app: FastifyInstance,
  { web_url }: Pick<Config, 'web_url'>,
  prefixes: readonly string[],
): void {
  for (const prefix of prefixes) {
    app.get(`${prefix}/auth/google/callback`, async ({ rpc, url }, reply) => {
      const { services, client, cookies, attempt_cookies } = rpc
      const { session, path, used_attempt } = await finishSignIn(services, {
        query: url.includes('?') ? url.slice(url.indexOf('?') + 1) : '',
        client,
        attempts: attempt_cookies.list(),
        browser_cookie: cookies.known_browser,
        user_id: await signedInAs(rpc),
      })
      if (used_attempt !== null) attempt_cookies.clear(used_attempt)
      if (session) cookies.signIn(session)
      return reply
        .header('cache-control', 'no-store')
        .header('referrer-policy', 'no-referrer')
        .redirect(new URL(path, web_url).href, 302)
    })
  }
}

/** Whom the browser's cookie names; a bad one says nothing. */
async function signedInAs(rpc: Context) {
  if (rpc.cookies.access_token === null) return null
  return rpc.authenticate().then(
    (caller) => caller.user_id,
    () => null,
  )
}
