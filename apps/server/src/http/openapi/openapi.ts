import { STATUS_CODES } from 'node:http'
import { type ErrorCode, errors } from '@runsite/shared/errors'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { Access } from '../../rpc/meta.ts'
import { codeSamples } from './code-samples.ts'
import { googleCallbackOperation } from './openapi-google.ts'
import { fileBody, pictureOperation } from './openapi-pictures.ts'
import { type RestProcedure, restProcedures } from '../doors/rest-procedures.ts'

type Json = Record<string, unknown>

const credentialCodes: ErrorCode[] = ['unauthenticated', 'token_invalid', 'token_expired', 'session_revoked']
const keyCodes: ErrorCode[] = ['api_key_invalid', 'api_key_expired', 'account_suspended']

const byToken: Json[] = [{ access_token: [] }, { access_token_cookie: [] }]

const security: Record<Access, Json[]> = {
  anyone: [{}],
  session: byToken,
  key: [{ api_key: [] }],
  // OpenAPI 3.1: beside OAuth, the array holds the roles that are required.
  read: [...byToken, { api_key: ['read'] }],
  write: [...byToken, { api_key: ['write'] }],
  admin: [...byToken, { api_key: ['admin'] }],
}

/** The OpenAPI 3.1 document of everything under `/api`, made from the procedures and their schemas. */
export function openApiDocument(config: Pick<Config, 'public_url' | 'is_https'>): Json {
  const schemas: Json = { Problem: problemSchema }
  const paths: Record<string, Json> = {}
  for (const procedure of restProcedures()) {
    const path = (paths[procedure.path] ??= {})
    path[procedure.method.toLowerCase()] = operation(procedure, schemas, `${config.public_url}/api`)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Runsite auth',
      version: '1.0.0',
      summary: 'Accounts, sessions and API keys.',
      description:
        'Every path answers under `/api` and `/api/v1`. Refusals are RFC 9457 problems whose `code` is stable. ' +
        'The same procedures answer over tRPC under `/trpc`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/api/v1' }, { url: '/api' }],
    tags: [
      { name: 'auth', description: 'Signing up, in and out.' },
      { name: 'users', description: 'Your own account.' },
      { name: 'sessions', description: 'Your signed-in devices.' },
      { name: 'api_keys', description: 'Keys for your programs.' },
      { name: 'avatars', description: 'Pictures, as anyone may see them.' },
    ],
    paths: {
      ...paths,
      '/auth/google/callback': {
        get: googleCallbackOperation(refusals(['method_not_allowed', 'internal_error'])),
      },
      '/avatars/{file}': { get: pictureOperation(refusals(['not_found', 'unavailable', 'internal_error'])) },
    },
    components: {
      schemas,
      securitySchemes: {
        access_token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An access token (RFC 9068), of 30 minutes.',
        },
        access_token_cookie: {
          type: 'apiKey',
          in: 'cookie',
          name: config.is_https ? '__Host-access_token' : 'access_token',
          description: 'The cookie that signing in sets. A header wins over it.',
        },
        api_key: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'ak_live_ and 64 hex digits',
          description:
            'An API key, in the same header as an access token. Its scope is `read`, `write` (also creates and ' +
            'updates) or `admin` (also deletes); each operation names the one it needs.',
        },
      },
    },
  }
}

function operation(procedure: RestProcedure, schemas: Json, apiUrl: string): Json {
  const { name, status, access, meta, input, output } = procedure
  const [tag = ''] = name.split('.')
  const inputSchema = input ? jsonSchema(input, 'input', schemas) : null
  const properties = (inputSchema?.['properties'] ?? {}) as Json
  const inPath = [...procedure.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  const inQuery =
    procedure.type === 'query' ? Object.keys(properties).filter((key) => !inPath.includes(key)) : []
  const parameters = [
    ...inPath.map((key) => ({ name: key, in: 'path', required: true, schema: properties[key] })),
    ...inQuery.map((key) => ({ name: key, in: 'query', schema: properties[key] })),
  ]
  const hasBody =
    procedure.type === 'mutation' && Object.keys(properties).some((key) => !inPath.includes(key))
  return {
    operationId: name.replace('.', '_'),
    tags: [tag],
    summary: meta.summary,
    description: `${accessSentence(access)} tRPC: \`${name}\`.`,
    security: security[access],
    ...(parameters.length > 0 && { parameters }),
    ...(meta.takes_file && { requestBody: fileBody }),
    ...(hasBody && inputSchema && { requestBody: requestBody(without(inputSchema, inPath)) }),
    responses: {
      [status]: {
        description: STATUS_CODES[status],
        ...(output && {
          content: {
            'application/json': {
              schema: jsonSchema(output, 'output', schemas),
              example: outputExample(output),
            },
          },
        }),
      },
      ...refusals(codesOf(procedure, inputSchema !== null)),
    },
    'x-codeSamples': codeSamples(apiUrl, procedure, sampleInput(procedure, inputSchema, inPath), inPath),
  }
}

/** What a sample sends: the path's fields and the body. Of a query the rest may be left out, and an upload is its file. */
function sampleInput({ type, meta }: RestProcedure, schema: Json | null, inPath: string[]): Json {
  if (!schema || meta.takes_file) return {}
  const example = exampleOf(schema) as Json
  return type === 'mutation' ? example : Object.fromEntries(inPath.map((name) => [name, example[name]]))
}

function accessSentence(access: Access): string {
  if (access === 'anyone') return 'Open to anyone.'
  if (access === 'session') return 'For a signed-in person.'
  if (access === 'key') return 'For an API key of any scope.'
  return `For a signed-in person, or an API key of scope \`${access}\` or more.`
}

/** An input's schema without the fields that the path carries. */
function without(schema: Json, inPath: string[]): Json {
  if (inPath.length === 0) return schema
  const { properties, required, ...rest } = schema
  const stays = (name: string) => !inPath.includes(name)
  return {
    ...rest,
    properties: Object.fromEntries(Object.entries(properties as Json).filter(([name]) => stays(name))),
    required: ((required ?? []) as string[]).filter(stays),
  }
}

/** A body may be left out where no field of it is required. */
function requestBody(schema: Json): Json {
  const required = ((schema['required'] ?? []) as string[]).length > 0
  return { required, content: { 'application/json': { schema, example: exampleOf(schema) } } }
}

/** Every code an operation may refuse with. */
function codesOf({ access, type, meta }: RestProcedure, hasInput: boolean): ErrorCode[] {
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

function refusals(codes: ErrorCode[]): Json {
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

const problemSchema: Json = {
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

/** A schema's JSON Schema; those with an id move to `components/schemas`, where OpenAPI looks for them. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const {
    $schema: _schema,
    $defs,
    id,
    ...rest
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ jsonSchema: made }) {
      // The values are in `format`; the long patterns behind them help nobody.
      if (made.format) delete made.pattern
    },
  }) as Json
  for (const [name, inner] of Object.entries(($defs ?? {}) as Record<string, Json>))
    schemas[name] ??= withoutId(inner)
  if (typeof id !== 'string') return relinked(rest)
  schemas[id] ??= relinked(rest)
  return { $ref: `#/components/schemas/${id}` }
}

const withoutId = ({ id: _id, ...rest }: Json) => relinked(rest)
const relinked = (schema: Json): Json =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json

/** An example of what a schema lets out, whole. */
function outputExample(schema: z.ZodType): unknown {
  const { $defs, ...root } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }) as Json
  return exampleOf(root, ($defs ?? {}) as Record<string, Json>)
}

/** An example value of a schema: the one it names, else one of its type. */
function exampleOf(schema: Json, defs: Record<string, Json> = {}): unknown {
  const inside = (inner: unknown) => exampleOf((inner ?? {}) as Json, defs)
  if (typeof schema['$ref'] === 'string') return inside(defs[schema['$ref'].split('/').at(-1) ?? ''])
  const [named] = (schema['examples'] ?? []) as unknown[]
  if (named !== undefined) return named
  if (schema['const'] !== undefined) return schema['const']
  if (Array.isArray(schema['enum'])) return schema['enum'][0]
  if (Array.isArray(schema['anyOf'])) return inside(schema['anyOf'][0])
  if (schema['type'] === 'object') {
    const properties = (schema['properties'] ?? {}) as Record<string, Json>
    return Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, inside(inner)]))
  }
  if (schema['type'] === 'array') return [inside(schema['items'])]
  if (schema['format'] === 'uuid') return '019ab1c2-7d3e-7f40-8a51-62b3c4d5e6f7'
  if (schema['type'] === 'boolean') return true
  if (schema['type'] === 'integer' || schema['type'] === 'number') return 1800
  return 'text'
}
