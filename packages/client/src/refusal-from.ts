import { AuthError, isProblem, unreachableError } from './auth-error.ts'

/**
 * Turns whatever a call through axios or tRPC rejected with into an `AuthError`.
 *
 * What is neither an answer nor a failure to get one (a cancelled request, a bug) comes back as it was.
 */
export function refusalFrom(error: unknown): unknown {
  if (error instanceof AuthError) return error
  if (!(error instanceof Error)) return error
  if (error.cause instanceof AuthError) return error.cause
  if (isTrpcError(error)) return fromTrpc(error)
  if ('isAxiosError' in error) return fromAxios(error)
  return error
}

/** How long an answer asks to wait, in seconds: `Retry-After` as a number or a date. */
export function retryAfterSeconds(header: string | null | undefined, nowMs = Date.now()): number | null {
  if (!header) return null
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - nowMs) / 1000
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null
}

type TrpcError = Error & {
  data?: { problem?: unknown; httpStatus?: number } | null
  meta?: { response?: Response }
}

function isTrpcError(error: Error): error is TrpcError {
  return error.name === 'TRPCClientError'
}

function fromTrpc(error: TrpcError): unknown {
  if (isAbort(error.cause)) return error
  const problem = error.data?.problem
  const headers = error.meta?.response?.headers
  if (!isProblem(problem))
    return unreachableError(error.data?.httpStatus ?? error.meta?.response?.status, error)
  return new AuthError(problem.code, problem.detail, {
    problem,
    retry_after_seconds: retryAfterSeconds(headers?.get('retry-after')),
    cause: error,
  })
}

type AxiosLike = Error & {
  code?: string
  response?: { status: number; data: unknown; headers: Record<string, unknown> }
}

/** Leaves axios' error behind: it holds the request, with its password or token, and errors are logged. */
function fromAxios(error: AxiosLike): unknown {
  if (error.code === 'ERR_CANCELED') return error
  const problem = error.response?.data
  if (!isProblem(problem)) return unreachableError(error.response?.status, error.cause)
  const wait = error.response?.headers['retry-after']
  return new AuthError(problem.code, problem.detail, {
    problem,
    retry_after_seconds: retryAfterSeconds(typeof wait === 'string' ? wait : null),
  })
}

function isAbort(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'AbortError'
}
