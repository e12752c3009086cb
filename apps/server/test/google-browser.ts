import { openStandIn, type StandIn } from '../src/stand-in/open-stand-in.ts'
import { type Choice, continueAs } from './stand-in-person.ts'
import type { Answer, TestApp } from './test-app.ts'

/** A browser: its cookies, on the app's side. */
export type Browser = {
  cookies: Map<string, string>
  /** A call with its cookies, of which it keeps what comes back. */
  call(path: string, options?: { token?: string; body?: unknown }): Promise<Answer>
  /** Asks for the page at Google to go to. */
  begin(query?: string, token?: string): Promise<string>
  /** Opens the address that Google sends it back to. */
  goBack(address: string): Promise<Answer>
  /** Begins, chooses a person at the stand-in, and comes back. */
  signInAs(choice: Choice, query?: string, token?: string): Promise<Answer>
}

/** The settings of a server whose Google is this issuer. */
export const asGoogle = ({ issuer, client_id, client_secret }: Omit<StandIn, 'close'>) => ({
  GOOGLE_ISSUER: issuer,
  GOOGLE_CLIENT_ID: client_id,
  GOOGLE_CLIENT_SECRET: client_secret,
})

/** Opens the stand-in for servers of `testApp`. */
export const openTestStandIn = () =>
  openStandIn({
    port: 0,
    redirect_uris: ['http://localhost:3000/api/auth/google/callback'],
    web_url: 'http://localhost:3000',
    slow_seconds: 0.1,
  })

/** Opens a browser without cookies. */
export function openBrowser(app: TestApp): Browser {
  const cookies = new Map<string, string>()

  const browser: Browser = {
    cookies,
    async call(path, options = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await app.call(path, { ...options, headers: cookie ? { cookie } : {} })
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value) cookies.set(name, value)
        else cookies.delete(name)
      }
      return answer
    },
    async begin(query = '', token) {
      const answer = await browser.call(`GET /api/auth/google/url${query}`, token ? { token } : {})
      if (answer.status !== 200) throw new Error(`No address came: ${JSON.stringify(answer.body)}`)
      return answer.body.url
    },
    goBack(address) {
      const { pathname, search } = new URL(address)
      return browser.call(`GET ${pathname}${search}`)
    },
    async signInAs(choice, query, token) {
      return browser.goBack(await continueAs(await browser.begin(query, token), choice))
    },
  }
  return browser
}

/** The page of the web app that an answer leads to. */
export function pageOf(answer: Answer): string {
  const url = new URL(answer.headers.get('location') ?? '')
  if (answer.status !== 302 || url.origin !== 'http://localhost:3000')
    throw new Error(`It led to ${url.href}`)
  return url.pathname + url.search
}
