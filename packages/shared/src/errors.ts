/**
 * Every refusal of the product: its HTTP status and its one English sentence (contract, "Bad input").
 *
 * Codes are public: they are added or deprecated, never renamed. A refusal may carry a more exact sentence
 * than the one here; the code and the status stay.
 */
export const errors = {
  malformed_request: {
    status: 400,
    detail: 'The request could not be read: its body or a parameter is malformed.',
  },
  unauthenticated: { status: 401, detail: 'Sign in, or send an access token or an API key.' },
  invalid_credentials: { status: 401, detail: 'The email or the password is wrong.' },
  token_invalid: { status: 401, detail: 'The access token is not valid.' },
  token_expired: { status: 401, detail: 'The access token has expired; refresh it.' },
  session_revoked: { status: 401, detail: 'This session has ended. Sign in again.' },
  api_key_invalid: { status: 401, detail: 'The API key is not valid, or has been revoked.' },
  api_key_expired: { status: 401, detail: 'The API key has expired.' },
  refresh_token_invalid: { status: 401, detail: 'The refresh token is not valid. Sign in again.' },
  refresh_token_reused: {
    status: 401,
    detail: 'This refresh token was used before, so its session has been ended. Sign in again.',
  },
  insufficient_scope: { status: 403, detail: 'The API key does not have the scope that this needs.' },
  session_required: { status: 403, detail: 'This needs a signed-in person; an API key cannot do it.' },
  api_key_required: { status: 403, detail: 'This can only be called with an API key.' },
  origin_rejected: {
    status: 403,
    detail: 'The request comes from another site, so its cookies do not count.',
  },
  account_suspended: { status: 403, detail: 'This account has been suspended.' },
  password_incorrect: { status: 403, detail: 'The current password is wrong.' },
  reauthentication_required: {
    status: 403,
    detail: 'Sign in again first: your last sign-in is too long ago for this.',
  },
  registration_closed: { status: 403, detail: 'Registration is closed.' },
  not_found: { status: 404, detail: 'There is nothing here.' },
  google_not_configured: { status: 404, detail: 'Google sign-in is not set up on this server.' },
  method_not_allowed: { status: 405, detail: 'This path does not answer that method.' },
  request_timeout: { status: 408, detail: 'The request took too long to arrive.' },
  email_taken: { status: 409, detail: 'There is an account with this email already.' },
  last_sign_in_method: {
    status: 409,
    detail: 'This is the only way to sign in to the account. Set a password first.',
  },
  api_key_inactive: { status: 409, detail: 'The API key has expired, so it cannot be rotated.' },
  too_many_keys: { status: 409, detail: 'An account holds at most 100 API keys. Revoke one first.' },
  link_expired: { status: 410, detail: 'This link has been used, replaced, or is too old.' },
  payload_too_large: { status: 413, detail: 'The body is larger than this path accepts.' },
  unsupported_media_type: { status: 415, detail: 'This path does not accept that content type.' },
  validation_failed: { status: 422, detail: 'Some of the input is not valid.' },
  password_too_common: { status: 422, detail: 'This password is too easy to guess. Choose another.' },
  image_invalid: { status: 422, detail: 'The picture could not be read.' },
  rate_limited: { status: 429, detail: 'Too many attempts. Try again later.' },
  internal_error: { status: 500, detail: 'Something went wrong on our side.' },
  unavailable: {
    status: 503,
    detail: 'The service is busy or its database is away; nothing was done. Try again.',
  },
} as const satisfies Record<string, { status: number; detail: string }>

/** A code of the catalogue. */
export type ErrorCode = keyof typeof errors

/** One field that was refused, by its path in the input. */
export type FieldError = { path: (string | number)[]; message: string }

/** An RFC 9457 problem: the body of every REST error, and `error.data.problem` in tRPC. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: ErrorCode
  request_id: string
  /** On every 422. */
  errors?: FieldError[]
}
