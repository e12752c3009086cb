import { type ErrorCode, errors, type FieldError, type Problem } from '@runsite/shared/errors'

/**
 * Why a call failed: a code of the server's catalogue, or one of the two that only a client can know.
 * `signed_out`: there is no session, so nothing was sent. `unreachable`: no answer, or one that is not ours.
 */
export type AuthErrorCode = ErrorCode | 'signed_out' | 'unreachable'

/** A refusal, the same through either door. Show a text chosen by `code`; `detail` is for developers. */
export class AuthError extends Error {
  override readonly name = 'AuthError'
  readonly code: AuthErrorCode
  /** The HTTP status, 0 where there was no answer. */
  readonly status: number
  /** One plain English sentence. */
  readonly detail: string
  /** What to name to whoever runs the server. */
  readonly request_id: string | null
  /** The fields that were refused, on a 422. */
  readonly errors: FieldError[]
  /** How long to wait before the next try, where the server said so. */
  readonly retry_after_seconds: number | null

  constructor(
    code: AuthErrorCode,
    detail: string,
    more: { status?: number; problem?: Problem; retry_after_seconds?: number | null; cause?: unknown } = {},
  ) {
    super(detail, { cause: more.cause })
    this.code = code
    this.detail = detail
    this.status = more.problem?.status ?? more.status ?? 0
    this.request_id = more.problem?.request_id ?? null
    this.errors = more.problem?.errors ?? []
    this.retry_after_seconds = more.retry_after_seconds ?? null
  }
}

/** The error of a call that needs a session where there is none. */
export function signedOutError(cause?: unknown): AuthError {
  return new AuthError('signed_out', 'You are signed out.', { status: 401, cause })
}

/** The error of a call that got no answer, or one that cannot be the server's. */
export function unreachableError(
  status = 0,
  cause?: unknown,
  retry_after_seconds: number | null = null,
): AuthError {
  return new AuthError('unreachable', 'The server cannot be reached.', { status, cause, retry_after_seconds })
}

/** Whether this is a problem with a code of the catalogue, and not the answer of a proxy or a captive portal. */
export function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    Object.hasOwn(errors, value.code)
  )
}
