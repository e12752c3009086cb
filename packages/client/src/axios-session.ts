import {
  type AxiosAdapter,
  AxiosError,
  AxiosHeaders,
  type AxiosInstance,
  type AxiosResponse,
  getAdapter,
  type InternalAxiosRequestConfig,
} from 'axios'
import { signedOutError } from './auth-error.ts'
import type { SessionKeeper } from './session-keeper.ts'

/**
 * Makes an axios instance of yours send the session's token, and send again once after a 401 that a refresh cures.
 *
 * Works below the interceptors, on the request as it goes out: the body is serialised once and sent as it is,
 * and no interceptor of yours runs twice. Requests to other origins, and those that bring their own
 * `Authorization`, are left alone.
 *
 * @returns the same instance
 */
export function addSession(instance: AxiosInstance, session: SessionKeeper): AxiosInstance {
  instance.interceptors.request.use((config) => {
    // With a JSON default header axios would turn the form into text; the right header knows the boundary.
    if (config.data instanceof FormData) config.headers.delete('Content-Type')
    return config
  })
  const send = getAdapter(instance.defaults.adapter)
  instance.defaults.adapter = (config) => {
    // As the platform reads the whole address: a backslash or a space may well lead elsewhere.
    const address = new URL(instance.getUri(config), globalThis.location?.href ?? session.url)
    const isOurs = address.origin === new URL(session.url).origin
    return isOurs && !config.headers.has('Authorization')
      ? sendWithSession(send, config, session)
      : send(config)
  }
  return instance
}

async function sendWithSession(
  send: AxiosAdapter,
  config: InternalAxiosRequestConfig,
  session: SessionKeeper,
): Promise<AxiosResponse> {
  const signal = config.signal as AbortSignal | undefined
  const userId = session.userId()
  let token = await session.token(signal)
  const first = await attempt(send, config, session, userId, token)
  const code = await codeOf(first)
  const mayTryAgain = statusOf(first) === 401 && session.isCurable(code) && !isStream(config.data)
  if (!mayTryAgain) {
    session.noteRefusal(code, token, false)
    return finish(first)
  }

  try {
    token = await session.recover(first, token, signal)
  } catch (error) {
    if (error === first) return finish(first)
    throw error
  }
  const second = await attempt(send, config, session, userId, token)
  session.noteRefusal(await codeOf(second), token, true)
  return finish(second)
}

type Attempt = { response: AxiosResponse } | { error: unknown }

async function attempt(
  send: AxiosAdapter,
  config: InternalAxiosRequestConfig,
  session: SessionKeeper,
  userId: string | null,
  token: string,
): Promise<Attempt> {
  // An adapter writes into the headers (the boundary of a form), so each attempt gets its own.
  const headers = new AxiosHeaders(config.headers)
  if (!session.usesCookies) headers.set('Authorization', `Bearer ${token}`)
  if (config.data instanceof FormData) headers.delete('Content-Type')
  const withCredentials = session.usesCookies || config.withCredentials
  let outcome: Attempt
  try {
    outcome = { response: await send({ ...config, headers, ...(withCredentials && { withCredentials }) }) }
  } catch (error) {
    outcome = { error }
  }
  // By then the cookies may have been those of somebody else.
  const isOurs = !session.usesCookies || session.userId() === userId
  return isOurs ? outcome : { error: signedOutError() }
}

function finish(attempt: Attempt): AxiosResponse {
  if ('error' in attempt) throw attempt.error
  return attempt.response
}

function responseOf(attempt: Attempt): AxiosResponse | undefined {
  if ('response' in attempt) return attempt.response
  return attempt.error instanceof AxiosError ? attempt.error.response : undefined
}

function statusOf(attempt: Attempt): number | undefined {
  return responseOf(attempt)?.status
}

/** The problem's code of a 401, whatever type of body the caller asked for. */
async function codeOf(attempt: Attempt): Promise<string | undefined> {
  const response = responseOf(attempt)
  if (response?.status !== 401) return undefined
  try {
    // A refusal is short: whoever wants a stream finds it read.
    if (isStream(response.data)) response.data = await new Response(response.data).json()
    const body: unknown = response.data
    let problem = body
    if (typeof body === 'string') problem = JSON.parse(body)
    else if (body instanceof Blob) problem = JSON.parse(await body.text())
    else if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) {
      problem = JSON.parse(new TextDecoder().decode(body))
    }
    return typeof problem === 'object' && problem !== null && 'code' in problem
      ? String(problem.code)
      : undefined
  } catch {
    return undefined
  }
}

function isStream(data: unknown): data is ReadableStream {
  if (data instanceof ReadableStream) return true
  return typeof data === 'object' && data !== null && 'pipe' in data
}
