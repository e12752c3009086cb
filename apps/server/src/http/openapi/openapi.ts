import { STATUS_CODES } from 'node:http'
import type { Config } from '../../config.ts'
import type { Access } from '../../rpc/meta.ts'
import { codeSamples } from './code-samples.ts'
import { googleCallbackOperation } from './openapi-google.ts'
import { fileBody, pictureOperation } from './openapi-pictures.ts'
import { codesOf, problemSchema, refusals } from './openapi-refusals.ts'
import { exampleOf, jsonSchema, outputExample, without } from './openapi-schemas.ts'
import { type RestProcedure, restProcedures } from '../doors/rest-procedures.ts'

type Json = Record<string, unknown>

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

/**
 * What a sample sends: the path's fields and the body. Of a query the rest may be left out, and an upload is
 * its file.
 */
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

/** A body may be left out where no field of it is required. */
function requestBody(schema: Json): Json {
  const required = ((schema['required'] ?? []) as string[]).length > 0
  return { required, content: { 'application/json': { schema, example: exampleOf(schema) } } }
}
