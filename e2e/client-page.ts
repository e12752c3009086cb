import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from '@playwright/test'
import type { Client, SessionChange, SessionOptions } from '@runsite/client'
import { build } from 'vite'

declare global {
  interface Window {
    client: Client
    changes: SessionChange[]
  }
}

/** What everyone here signs in with. */
export const password = 'seven lively otters'

let bundle: Promise<string> | undefined

/**
 * Opens a tab on `origin` that holds a client and nothing else: as `client`, with what it says as `changes`.
 * The page there is one for programs, whose policy lets nothing run: the test needs `bypassCSP`.
 */
export async function openClient(
  context: BrowserContext,
  origin: string,
  options: Omit<SessionOptions, 'onSignedOut'> = {},
): Promise<Page> {
  const code = await (bundle ??= bundleClient())
  const page = await context.newPage()
  await page.goto(`${origin}/healthz`)
  await page.evaluate(`${code}
    window.changes = []
    window.client = runsite.createClient(${JSON.stringify(options)})
    window.client.session.subscribe((change) => window.changes.push(change))`)
  return page
}

/** Opens an account through the client of a tab. @returns its address */
export async function register(page: Page): Promise<string> {
  const email = `${Math.random().toString(36).slice(2)}@example.com`
  await page.evaluate((input) => window.client.rest.auth.register(input), { email, password, name: 'Ada' })
  return email
}

/** Two calls over REST and two over tRPC at once. @returns the ids of the users who they say is signed in */
export function fourCalls(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { rest, trpc } = window.client
    const users = [rest.users.me(), trpc.users.me.query(), rest.users.me(), trpc.users.me.query()]
    return (await Promise.all(users)).map(({ id }) => id)
  })
}

/** Notes each request to a path from now on. */
export function requestsTo(page: Page, path: string): string[] {
  const seen: string[] = []
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === path) seen.push(request.method())
  })
  return seen
}

async function bundleClient(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { conditions: ['@runsite/source', 'browser', 'module', 'import', 'default'] },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(import.meta.resolve('@runsite/client')),
        formats: ['iife'],
        name: 'runsite',
      },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  if (!first || !('output' in first)) throw new Error('The client was not bundled.')
  return first.output[0].code
}
