import { STATUS_CODES } from 'node:http'
import { type ErrorCode, errors } from '@runsite/shared/errors'
import type { RestProcedure } from '../doors/rest-procedures.ts'

type Json = Record<string, unknown>

const credentialCodes: ErrorCode[] = ['unauthenticated', 'token_invalid', 'token_expired', 'session_revoked']
const keyCodes: ErrorCode[] = ['api_key_invalid', 'api_key_expired', 'account_suspended']

/** Every code an operation may refuse with. */
export function codesOf({ access, type, meta }: RestProcedure, hasInput: boolean): ErrorCode[] {
  const codes = new Set<ErrorCode>(meta.refuses)
  if (access !== 'anyone') {
    for (const code of credentialCodes) codes.add(code)
    for (const code of keyCodes) codes.add(code)
    if (access === 'session') codes.add('session_required')
    else if (access === 'key') codes.add('api_key_required')
    else codes.add('insufficient_scope')
    if (type === 'mutation') codes.add('origin_rejected')
  }
  if (hasInput) codes.add('validation_failed')
  if (type === 'mutation') {
    for (const code of ['malformed_request', 'payload_too_large', 'unsupported_media_type'] as const)
      codes.add(code)
    codes.add('request_timeout')
  }
  codes.add('unavailable')
  codes.add('internal_error')
  return [...codes]
}

/** The answers that refuse, by their status. */
export function refusals(codes: ErrorCode[]): Json {
  const byStatus = Map.groupBy(codes, (code) => errors[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `\`${code}\`: ${errors[code].detail}`).join(' '),
        ...(status === 429 && { headers: rateLimitHeaders }),
        content: {
          'application/problem+json': {
            schema: { $ref: '#/components/schemas/Problem' },
            examples: Object.fromEntries(group.map((code) => [code, { value: exampleProblem(code) }])),
          },
        },
      },
    ]),
  )
}

const rateLimitHeaders: Json = {
  'Retry-After': { description: 'Seconds until another try is allowed.', schema: { type: 'integer' } },
  RateLimit: {
    description: 'What is left, and the seconds until there is more (draft-ietf-httpapi-ratelimit-headers).',
    schema: { type: 'string', examples: ['"guess_pair";r=0;t=540'] },
  },
  'RateLimit-Policy': {
    description: 'The limit that is used up: its quota and its window in seconds.',
    schema: { type: 'string', examples: ['"guess_pair";q=5;w=900'] },
  },
}

const exampleProblem = (code: ErrorCode): Json => ({
  type: `urn:runsite:error:${code}`,
  title: STATUS_CODES[errors[code].status],
  status: errors[code].status,
  detail: errors[code].detail,
  code,
  request_id: '5f6b3a52-0f5e-4a53-9a3c-6a2f64f3c8a1',
  ...(errors[code].status === 422 && {
    errors: [{ path: ['email'], message: 'Enter a full email address.' }],
  }),
})

/** The schema of `Problem`. */
export const problemSchema: Json = {
  type: 'object',
  description: 'A refusal (RFC 9457).',
  required: ['type', 'title', 'status', 'detail', 'code', 'request_id'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'One plain sentence.' },
    code: { type: 'string', enum: Object.keys(errors) },
    request_id: { type: 'string' },
    errors: {
      type: 'array',
      description: 'On every 422: the fields that were refused.',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'array', items: { type: ['string', 'integer'] } },
          message: { type: 'string' },
        },
      },
    },
  },
}
