/** How a call may be cut short. */
export type CallOptions = { signal?: AbortSignal }

/** What a schema takes: before its defaults, and with ids as plain strings. */
export type InputOf<Schema extends { _zod: { input: unknown } }> = Schema['_zod']['input']

/** A path as the contract writes it, with its method: `DELETE /api/sessions/{id}`. */
type Endpoint = `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /api/${string}`

/** A request as a sender takes it: `params` go into the query, `data` into a JSON body. */
export type RestRequest = CallOptions & {
  method: string
  url: string
  params?: Record<string, unknown>
  data?: Record<string, unknown> | undefined
}

/** Sends a request and resolves with the body of its answer. Rejects with an `AuthError`. */
export type Send = (request: RestRequest) => Promise<unknown>

type Call<Output> = (options?: CallOptions) => Promise<Output>
type CallWith<Input, Output> = (
  ...args: undefined extends Input
    ? [input?: Input, options?: CallOptions]
    : [input: Input, options?: CallOptions]
) => Promise<Output>

/** A method that calls a path which takes nothing. */
export function call<Output>(send: Send, endpoint: Endpoint): Call<Output> {
  return (options = {}) => send(toRequest(endpoint, {}, options)) as Promise<Output>
}

/** A method that calls a path with one input: its `{parameters}` first, the rest as the query or the body. */
export function callWith<Input extends object | undefined, Output>(
  send: Send,
  endpoint: Endpoint,
): CallWith<Input, Output> {
  return (input?: Input, options: CallOptions = {}) =>
    send(toRequest(endpoint, { ...input }, options)) as Promise<Output>
}

function toRequest(endpoint: Endpoint, input: Record<string, unknown>, options: CallOptions): RestRequest {
  const [method, path] = endpoint.split(' ') as [string, string]
  const rest = { ...input }
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  const isBare = method === 'DELETE' && Object.keys(rest).length === 0
  const carried = method === 'GET' ? { params: rest } : { data: isBare ? undefined : rest }
  return { ...options, ...carried, method, url }
}
