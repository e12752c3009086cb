import { type ErrorCode, errors, type FieldError } from '@runsite/shared/errors'

/** What a refusal may add to its code. */
export type RefusalExtras = {
  /** A more exact sentence than the catalogue's. */
  detail?: string
  /** The fields that are wrong, on a 422. */
  errors?: FieldError[]
  /** Seconds until it is worth trying again (`Retry-After`). */
  retry_after_seconds?: number
  /** The limit that is used up (`RateLimit`, on a 429). */
  limit?: { name: string; quota: number; window_seconds: number }
  /** The methods a path answers (`Allow`, on a 405). */
  allow?: string[]
}

/** A refusal: a code of the catalogue, on its way to the client. Anything else that is thrown is a bug. */
export class AuthError extends Error {
  readonly code: ErrorCode
  readonly extras: RefusalExtras

  constructor(code: ErrorCode, extras: RefusalExtras = {}) {
    super(extras.detail ?? errors[code].detail)
    this.name = 'AuthError'
    this.code = code
    this.extras = extras
  }

  /** The HTTP status of the code. */
  get status(): number {
    return errors[this.code].status
  }
}
