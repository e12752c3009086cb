import type { AxiosInstance, AxiosResponse } from 'axios'
import { unreachableError } from './auth-error.ts'
import { refusalFrom } from './refusal-from.ts'

/** How a call may be cut short. */
export type CallOptions = { signal?: AbortSignal }

/** What a schema takes: before its defaults, and with ids as plain strings. */
export type InputOf<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input']

/** A path as the contract writes it, with its method: `DELETE /api/sessions/{id}`. */
type Endpoint = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /api/${string}`

type Call<Output> = (options?: CallOptions) => Promise<Output>
type CallWith<Input, Output> = (
  ...args: undefined extends Input
    ? [input?: Input, options?: CallOptions]
    : [input: Input, options?: CallOptions]
) => Promise<Output>

/** A method that calls a path which takes nothing. */
export function call<Output>(http: AxiosInstance, endpoint: Endpoint): Call<Output> {
  return (options = {}) => send<Output>(http, endpoint, {}, options)
}

/** A method that calls a path with one input: its `{parameters}` first, the rest as the query or the body. */
export function callWith<Input extends object | undefined, Output>(
  http: AxiosInstance,
  endpoint: Endpoint,
): CallWith<Input, Output> {
  return (input?: Input, options: CallOptions = {}) => send<Output>(http, endpoint, { ...input }, options)
}

/** The body of an answer; undefined where there is none. @throws an `AuthError` */
export async function bodyOf<T>(request: Promise<AxiosResponse<T>>): Promise<T> {
  try {
    const { data, status } = await request
    if (data === '') return undefined as T
    // The page of a captive portal: the server's answers are JSON.
    if (typeof data === 'string') throw unreachableError(status)
    return data
  } catch (error) {
    throw refusalFrom(error)
  }
}

function send<Output>(
  http: AxiosInstance,
  endpoint: Endpoint,
  input: Record<string, unknown>,
  options: CallOptions,
): Promise<Output> {
  const [method, path] = endpoint.split(' ') as [string, string]
  const rest = { ...input }
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const isBare = method === 'DELETE' && Object.keys(rest).length === 0
  const carried = method === 'GET' ? { params: rest } : { data: isBare ? undefined : rest }
  return bodyOf(http.request<Output>({ ...options, ...carried, method, url }))
}
