import type { GoogleAddress, GoogleUrl } from '@runsite/shared/google'
import type { ForgotPassword, LogIn, Register, ResetPassword } from '@runsite/shared/passwords'
import type { Session } from '@runsite/shared/sessions'
import { AuthError, isProblem, unreachableError } from './auth-error.ts'
import { retryAfterSeconds } from './refusal-from.ts'
import { callWith, type InputOf, type RestRequest, type Send } from './rest-call.ts'
import type { SessionKeeper } from './session-keeper.ts'

/** The REST paths that need no session: what a sign-in page calls. Each rejects with an `AuthError`. */
export interface SignInClient extends ReturnType<typeof signInMethods> {}

/** Makes the calls of a sign-in page, over bare `fetch`: such a page loads neither axios nor tRPC. */
export function createSignInClient(session: SessionKeeper): SignInClient {
  return signInMethods(session)
}

function signInMethods(session: SessionKeeper) {
  const send = sendByFetch(session)
  const register = callWith<InputOf<typeof Register>, Session>(send, 'POST /api/auth/register')
  const login = callWith<InputOf<typeof LogIn>, Session>(send, 'POST /api/auth/login')
  return {
    /** Opens an account and signs in. */
    register: async (input: InputOf<typeof Register>) => session.begin(await register(input)),
    /** Signs in. */
    login: async (input: InputOf<typeof LogIn>) => session.begin(await login(input)),
    /** Where to send the browser for signing in with Google; after it, call `session.restore()`. */
    googleUrl: callWith<InputOf<typeof GoogleUrl>, GoogleAddress>(send, 'GET /api/auth/google/url'),
    /** Mails a link that sets a new password, if the address has an account. */
    forgotPassword: callWith<InputOf<typeof ForgotPassword>, void>(send, 'POST /api/auth/password/forgot'),
    /** Sets a new password by a mailed link; every session ends. */
    resetPassword: callWith<InputOf<typeof ResetPassword>, void>(send, 'POST /api/auth/password/reset'),
  }
}

const timeoutMs = 30_000

function sendByFetch(session: SessionKeeper): Send {
  return async ({ method, url, params, data, signal }) => {
    await session.untilSignedOut()
    const limits = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]
    let response: Response
    let text: string
    try {
      response = await fetch(`${session.url}${url}${queryOf(params)}`, {
        method,
        credentials: 'include',
        ...(data && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(data) }),
        signal: AbortSignal.any(limits),
      })
      text = await response.text()
    } catch (cause) {
      throw signal?.aborted ? cause : unreachableError(0, cause)
    }
    if (response.ok && text === '') return undefined
    const body = parse(text)
    if (response.ok && body !== undefined) return body
    const wait = retryAfterSeconds(response.headers.get('retry-after'))
    if (response.ok || !isProblem(body)) throw unreachableError(response.status)
    throw new AuthError(body.code, body.detail, { problem: body, retry_after_seconds: wait })
  }
}

function queryOf(params: RestRequest['params'] = {}): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? ''
    : `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`
}

/** The answer as JSON; undefined for the page of a captive portal. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
