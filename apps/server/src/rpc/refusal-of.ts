import { STATUS_CODES } from 'node:http'
import type { ErrorCode, Problem } from '@runsite/shared/errors'
import { TRPCError } from '@trpc/server'
import { ZodError } from 'zod'
import { AuthError } from '../auth-error.ts'
import { isUnavailable } from '../db/is-unavailable.ts'

const byTrpcCode: Partial<Record<TRPCError['code'], ErrorCode>> = {
  PARSE_ERROR: 'malformed_request',
  BAD_REQUEST: 'malformed_request',
  NOT_FOUND: 'not_found',
  METHOD_NOT_SUPPORTED: 'method_not_allowed',
  PAYLOAD_TOO_LARGE: 'payload_too_large',
  UNSUPPORTED_MEDIA_TYPE: 'unsupported_media_type',
}

const byStatus: Record<number, ErrorCode> = {
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  503: 'unavailable',
}

/**
 * The refusal that any thrown thing becomes: the same for both doors.
 *
 * What is no refusal, no bad input and no database that is away is a bug: `internal_error`, and nothing of it
 * leaks.
 */
export function refusalOf(error: unknown): AuthError {
  if (error instanceof AuthError) return error
  if (error instanceof TRPCError) {
    if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST') return validationFailed(error.cause)
    const code = byTrpcCode[error.code]
    if (code) return new AuthError(code)
    return error.cause ? refusalOf(error.cause) : new AuthError('internal_error')
  }
  if (isUnavailable(error)) return new AuthError('unavailable', { retry_after_seconds: 2 })
  // Fastify's own refusals, thrown by its parsers and plugins.
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status >= 400 && status < 500) return new AuthError(byStatus[status] ?? 'malformed_request')
  return new AuthError(byStatus[status] ?? 'internal_error')
}

function validationFailed(error: ZodError): AuthError {
  const errors = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key].map(toPart),
          message: 'There is no such field.',
        }))
      : [{ path: issue.path.map(toPart), message: issue.message }],
  )
  return new AuthError('validation_failed', { errors })
}

const toPart = (part: PropertyKey) => (typeof part === 'number' ? part : String(part))

/** The RFC 9457 object of a refusal. */
export function toProblem(refusal: AuthError, requestId: string): Problem {
  return {
    type: `urn:runsite:error:${refusal.code}`,
    title: STATUS_CODES[refusal.status] ?? 'Error',
    status: refusal.status,
    detail: refusal.message,
    code: refusal.code,
    request_id: requestId,
    ...(refusal.status === 422 && {
      errors: refusal.extras.errors ?? [{ path: [], message: refusal.message }],
    }),
  }
}
