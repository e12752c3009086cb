import type { ApiKeyScope } from '@runsite/shared/api-keys'
import type { ErrorCode } from '@runsite/shared/errors'
import type { LimitName } from '../features/limits/limits.ts'

/** How much an API key may do; each scope holds those before it (contract, "Paths"). */
export type Scope = ApiKeyScope

/**
 * Who may call a procedure: anyone, a session or a key of a scope, a signed-in person alone, or a key alone.
 */
export type Access = 'anyone' | 'session' | 'key' | Scope

/** What a procedure says of itself. */
export type Meta = {
  /** Who may call; said by the procedure that one starts from, never by a feature. */
  access?: Access
  /** Its method and path under `/api`, such as `GET /users/me`; none: tRPC only. */
  rest?: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} /${string}`
  /** One line for the OpenAPI document. */
  summary?: string
  /** The REST status of success; 200 where not said. */
  status?: 201 | 202 | 204
  sets_cookies?: boolean
  /** The limit per network that is checked first; the use case counts under the same one. */
  network_limit?: LimitName
  /** Its body is a form with one file, and its input `FileForm`. */
  takes_file?: boolean
  /** The codes it refuses with, beside those that its access and its input bring. */
  refuses?: readonly ErrorCode[]
}

/** A procedure, as far as it must be known to tell whether a call may go on. */
export type Procedure = { type: 'query' | 'mutation' | 'subscription'; meta?: Meta | undefined }
